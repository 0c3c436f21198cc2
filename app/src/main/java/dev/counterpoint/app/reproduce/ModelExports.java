package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.export.ParityFile;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.worker.JobProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Exports trained models as bundles, each in a process of its own, so that this one never loads the
 * engine. A bundle that is there already is not made again.
 *
 * @param directory of the experiment; bundles go to its folder {@code bundles}
 * @param childArguments device, threads and digits, as arguments of {@code export}
 * @param interrupt stops the processes
 * @param warning told of what is not as it should be
 */
public record ModelExports(
    Path directory, List<String> childArguments, Interrupt interrupt, Consumer<String> warning) {

  /** Folder of the bundles in an experiment's directory. */
  public static final String FOLDER = "bundles";

  /**
   * Exports the first run of each group.
   *
   * @return in the order of the groups; empty if interrupted
   * @throws JobFailedException if an export fails, as it does where the graph differs from the
   *     trained network
   */
  public Optional<List<ExportedModel>> export(List<String> groups, List<FinishedJob> jobs) {
    List<ExportedModel> models = new ArrayList<>();
    for (String group : groups) {
      FinishedJob first =
          jobs.stream().filter(job -> job.job().group().equals(group)).findFirst().orElseThrow();
      Path bundle = directory.resolve(FOLDER).resolve(group);
      if (!Files.exists(bundle)) {
        run(first, bundle);
      }
      if (interrupt.requested()) {
        return Optional.empty();
      }
      models.add(
          new ExportedModel(group, first.job().seed(), bundle, ParityFile.read(bundle).graphs()));
    }
    return Optional.of(models);
  }

  private void run(FinishedJob job, Path bundle) {
    List<String> arguments = new ArrayList<>(List.of("export", job.directory().toString()));
    arguments.addAll(List.of("--out", bundle.toString()));
    arguments.addAll(childArguments);
    Path log = directory.resolve("runs").resolve("export-" + job.job().group() + ".log");
    JobProcess process = new JobProcess("export " + job.job().group(), arguments, log);
    int exit = process.run(interrupt, share -> {}, warning);
    if (exit != 0 && !interrupt.requested()) {
      throw new JobFailedException(
          "the export of %s ended with exit code %d".formatted(job.job().id(), exit),
          process.lastWords(),
          exit);
    }
  }
}
