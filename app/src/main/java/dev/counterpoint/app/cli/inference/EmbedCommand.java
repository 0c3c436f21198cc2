package dev.counterpoint.app.cli.inference;

import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.cli.search.Sentences;
import dev.counterpoint.inference.EncodedPicture;
import dev.counterpoint.inference.ImageModel;
import dev.counterpoint.inference.Layer;
import dev.counterpoint.inference.text.TextEmbeddings;
import dev.counterpoint.inference.text.TextModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Turns pictures into vectors. */
@Command(
    name = "embed",
    header = "Turns pictures or sentences into vectors, with a trained model.",
    description = {
      "",
      "Pictures that cannot be read are reported, skipped and counted; the exit code is then 9. With"
          + " --format npy, FILE is a matrix for numpy.load, and FILE.names.jsonl says which row is"
          + " which picture.",
      "",
      "  counterpoint embed picture.png",
      "  counterpoint embed photos --format npy --out photos.npy",
      "  counterpoint embed --text \"a red car\" --model bundles/mine",
      "  counterpoint embed photos --layer features --model bundles/mine",
      "  find . -name '*.png' -print0 | counterpoint embed -0 -"
    })
public final class EmbedCommand extends HelpfulCommand implements Callable<Integer> {

  /** How results are written. */
  enum Format {
    JSONL,
    CSV,
    NPY
  }

  /** What is asked of the model. */
  enum Vector {
    FEATURES,
    EMBEDDING
  }

  @Spec private CommandSpec spec;

  @Mixin private PictureArguments pictures;
  @Mixin private ModelOptions model;

  @Option(
      names = "--text",
      paramLabel = "SENTENCE",
      description = "A sentence instead of pictures, for a model that reads them. Can be repeated.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description = "Sentences from a file, one a line; empty lines are left out.")
  private Path textFile;

  @Option(
      names = "--layer",
      paramLabel = "LAYER",
      description =
          "features (what the encoder gives) or embedding (the direction that is compared with"
              + " captions, of length one). Default: embedding if the model has one.")
  private Vector layer;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "jsonl",
      description = "jsonl (an object a line), csv or npy (needs --out). Default: jsonl.")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "A new file for the results, there when they are whole. Default: standard output.")
  private Path out;

  /** Created by picocli. */
  public EmbedCommand() {}

  @Override
  public Integer call() {
    if (format == Format.NPY && out == null) {
      throw new ParameterException(spec.commandLine(), "--format npy needs --out FILE");
    }
    model.check();
    if (!texts.isEmpty() || textFile != null) {
      return embedTexts();
    }
    SkippedFiles skipped = new SkippedFiles();
    Iterator<Path> files = pictures.files(skipped);
    try (VectorResults results = VectorResults.begin(format, "file", out);
        ImageModel opened = model.open()) {
      Layer asked = layer(opened);
      results.width(opened.width(asked));
      try (Stream<EncodedPicture> encoded = opened.encodeAll(files, asked)) {
        encoded.forEach(picture -> write(picture, results, skipped));
      }
      results.finish();
    }
    skipped.report();
    return skipped.exitCode();
  }

  private int embedTexts() {
    if (!pictures.none() || layer != null) {
      throw new ParameterException(
          spec.commandLine(), "sentences have no pictures and no --layer beside them");
    }
    List<String> all = new ArrayList<>(texts);
    if (textFile != null) {
      all.addAll(Sentences.read(textFile));
    }
    try (VectorResults results = VectorResults.begin(format, "text", out);
        TextModel text = TextModel.open(model.bundle(), model.options())) {
      TextEmbeddings encoded = text.embed(all);
      results.width(text.width());
      for (int i = 0; i < all.size(); i++) {
        results.write(all.get(i), encoded.vectors().row(i));
      }
      results.finish();
      Sentences.reportTruncated(encoded.truncated(), text.length());
    }
    return ExitCode.OK;
  }

  private Layer layer(ImageModel opened) {
    if (layer == null) {
      return opened.embeddingLayer();
    }
    return layer == Vector.FEATURES ? Layer.FEATURES : Layer.EMBEDDING;
  }

  private void write(EncodedPicture picture, VectorResults results, SkippedFiles skipped) {
    if (!pictures.count(picture, skipped)) {
      return;
    }
    results.write(picture.file().toString(), picture.vector().orElseThrow());
  }
}
