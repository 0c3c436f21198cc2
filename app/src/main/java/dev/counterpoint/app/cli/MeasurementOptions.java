package dev.counterpoint.app.cli;

import dev.counterpoint.app.captioned.evaluation.EvaluationSettings;
import dev.counterpoint.app.captioned.evaluation.LabelSets;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.datasets.text.labels.LabelFile;
import dev.counterpoint.datasets.text.labels.PromptTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What towers of pictures and captions are measured on, and by which words. */
public final class MeasurementOptions {

  @Option(
      names = "--part",
      paramLabel = "PART",
      defaultValue = "test",
      description = "The part of the split that is measured on: test or validation. Default: test.")
  private String part;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      defaultValue = "5000",
      description =
          "Pictures of the part to measure on, at most; they are in memory. Default: 5000.")
  private int pictures;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Classes of zero-shot: one a line, or a name, a tab and the words of a prompt (several"
              + " lines of one name are several prompts), or JSON (a list, or id2label); or the name"
              + " openmoji-groups. Default: the labels of the data.")
  private String labels;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Templates such as \"a photo of {}\", one a line. Default: five plain ones.")
  private Path prompts;

  @Option(
      names = "--no-shifts",
      description = "Do not measure under changed pictures and captions.")
  private boolean withoutShifts;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Zero-shot that is asked for must be possible. */
  public void requireFitting(CaptionedRecipe recipe) {
    boolean both = recipe.hasPictures() && recipe.hasText();
    if (!both && (labels != null || prompts != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--labels and --prompts are of zero-shot, which needs a tower of pictures and one of"
              + " captions; this run has one of "
              + (recipe.hasPictures() ? "pictures" : "captions"));
    }
  }

  public EvaluationSettings settings() {
    if (pictures < 1) {
      throw new ParameterException(
          spec.commandLine(), "--pictures: expected 1 or more, found " + pictures);
    }
    EvaluationSettings settings =
        EvaluationSettings.standard().withPart(part).withMostPictures(pictures);
    if (labels != null) {
      settings =
          settings.withLabels(
              LabelSets.names().contains(labels) && !Files.exists(Path.of(labels))
                  ? LabelSets.named(labels)
                  : LabelFile.read(Path.of(labels)));
    }
    if (prompts != null) {
      settings = settings.withTemplates(PromptTemplates.read(prompts));
    }
    return withoutShifts ? settings.withoutShifts() : settings;
  }
}
