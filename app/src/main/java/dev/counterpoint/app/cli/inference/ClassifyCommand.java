package dev.counterpoint.app.cli.inference;

import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.inference.Classifier;
import dev.counterpoint.inference.EncodedPicture;
import dev.counterpoint.inference.ImageModel;
import dev.counterpoint.inference.Prediction;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.text.LabelPrompts;
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

/** Says what pictures show. */
@Command(
    name = "classify",
    header = "Says what pictures show, with a trained model.",
    description = {
      "",
      "Pictures that cannot be read are reported, skipped and counted; the exit code is then 9.",
      "",
      "  counterpoint classify picture.png",
      "  counterpoint classify photos --top 3 --format csv --out photos.csv",
      "  counterpoint classify picture.png --model bundles/mine",
      "  counterpoint classify photos --model bundles/mine --labels cat,dog",
      "      --prompts \"a photo of a {}\" --prompts \"a drawing of a {}\"",
      "  find . -name '*.png' -print0 | counterpoint classify -0 -"
    })
public final class ClassifyCommand extends HelpfulCommand implements Callable<Integer> {

  /** How results are written. */
  enum Format {
    TEXT,
    JSONL,
    CSV
  }

  @Spec private CommandSpec spec;

  @Mixin private PictureArguments pictures;
  @Mixin private ModelOptions model;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many classes of each picture, the most probable first. Default: 1.")
  private int top;

  @Option(
      names = "--labels",
      paramLabel = "A,B,C",
      split = ",",
      description =
          "Classes of your own, for a model that reads sentences. Default: the model's classes.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--prompts",
      paramLabel = "TEXT",
      description =
          "A sentence with {} where the label goes, as \"a photo of a {}\"; several together are"
              + " better than one. Default: the label alone.")
  private List<String> prompts = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text, jsonl (an object a line) or csv (file,rank,label,probability). Default: text.")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "A new file for the results, there when they are whole. Default: standard output.")
  private Path out;

  /** Created by picocli. */
  public ClassifyCommand() {}

  @Override
  public Integer call() {
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top: expected 1 or more, found " + top);
    }
    if (labels.isEmpty() && !prompts.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--prompts needs --labels");
    }
    model.check();
    SkippedFiles skipped = new SkippedFiles();
    Iterator<Path> files = pictures.files(skipped);
    Bundle bundle = model.bundle();
    Classifier classifier = labels.isEmpty() ? new Classifier(bundle) : ofLabels(bundle);
    try (TextResults results = new TextResults(out);
        ImageModel opened = ImageModel.open(bundle, model.options());
        Stream<EncodedPicture> encoded = opened.encodeAll(files, classifier.layer())) {
      if (format == Format.CSV) {
        results.line("file,rank,label,probability");
      }
      encoded.forEach(picture -> write(picture, classifier, results, skipped));
      results.finish();
    }
    skipped.report();
    return skipped.exitCode();
  }

  private Classifier ofLabels(Bundle bundle) {
    LabelPrompts classes =
        new LabelPrompts(labels, prompts.isEmpty() ? LabelPrompts.PLAIN : prompts);
    try (TextModel text = TextModel.open(bundle, model.options())) {
      return classes.classifier(bundle, text);
    }
  }

  private void write(
      EncodedPicture picture, Classifier classifier, TextResults results, SkippedFiles skipped) {
    if (!pictures.count(picture, skipped)) {
      return;
    }
    List<Prediction> predictions = classifier.classify(picture.vector().orElseThrow()).top(top);
    switch (format) {
      case TEXT -> results.line(ResultLine.text(picture.file(), predictions));
      case JSONL -> results.line(ResultLine.json(picture.file(), predictions));
      case CSV -> {
        for (int rank = 1; rank <= predictions.size(); rank++) {
          results.line(ResultLine.csv(picture.file(), rank, predictions.get(rank - 1)));
        }
      }
    }
  }
}
