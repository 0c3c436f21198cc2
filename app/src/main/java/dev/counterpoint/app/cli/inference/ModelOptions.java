package dev.counterpoint.app.cli.inference;

import dev.counterpoint.inference.ImageModel;
import dev.counterpoint.inference.ShippedModels;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which model, and how it is run. */
public final class ModelOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      defaultValue = "colored-mnist-multi",
      description =
          "A model that comes with the program, or a bundle that export wrote: a folder or a .zip of"
              + " it. Default: colored-mnist-multi.")
  private String model;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "Pictures that are encoded at once, 1 to 4096. Default: 64.")
  private int batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads that read and encode pictures. Default: one for each processor.")
  private int threads;

  /** Created by picocli. */
  public ModelOptions() {}

  /** Refuses numbers that make no sense. */
  public void check() {
    if (batch < 1 || batch > 4096) {
      throw new ParameterException(
          spec.commandLine(), "--batch: expected 1 to 4096, found " + batch);
    }
    if (threads < 0 || threads > 1024) {
      throw new ParameterException(
          spec.commandLine(),
          "--threads: expected 0 (as many as processors) to 1024, found " + threads);
    }
  }

  /** Opens the encoder of pictures. */
  ImageModel open() {
    return ImageModel.open(bundle(), options());
  }

  /** How the model is run. */
  public RuntimeOptions options() {
    RuntimeOptions standard = RuntimeOptions.standard().withBatch(batch);
    return threads == 0 ? standard : standard.withWorkers(threads);
  }

  /** The files of the model, checked. */
  public Bundle bundle() {
    boolean folder = model.contains("/") || Files.exists(Path.of(model));
    boolean shipped = ShippedModels.names().contains(model);
    return folder && !shipped
        ? Bundle.open(Path.of(model))
        : Bundle.open(ShippedModels.files(model));
  }
}
