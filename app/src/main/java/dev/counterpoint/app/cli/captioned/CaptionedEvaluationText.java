package dev.counterpoint.app.cli.captioned;

import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation;
import dev.counterpoint.models.retrieval.DirectionScores;
import dev.counterpoint.models.retrieval.ZeroShotScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of towers of pictures and captions, for people. */
final class CaptionedEvaluationText {

  private CaptionedEvaluationText() {}

  static String of(CaptionedEvaluation evaluation) {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%s, seed %d, step %d: %d pictures with %d captions that were not trained on (%s)",
            evaluation.method(),
            evaluation.seed(),
            evaluation.step(),
            evaluation.pictures(),
            evaluation.captions(),
            evaluation.part()));
    if (evaluation.bad() > 0) {
      lines.add(text("%d pictures more of this part could not be used", evaluation.bad()));
    }
    if (evaluation.sharedCaptions() > 0) {
      lines.add(text("of these captions, %d occur in training, too", evaluation.sharedCaptions()));
    }
    if (evaluation.retrieval() != null) {
      lines.add("");
      lines.add("percent              R@1    R@5   R@10   median rank   R@10 of chance");
      lines.add(direction("caption -> picture", evaluation.retrieval().captionToPicture()));
      lines.add(direction("picture -> caption", evaluation.retrieval().pictureToCaption()));
    }
    ZeroShotScores zeroShot = evaluation.zeroShot();
    if (zeroShot != null) {
      lines.add(
          text(
              "zero-shot of %d labels %.1f %% (chance %.1f, always the most frequent %.1f)",
              zeroShot.classes(),
              100 * zeroShot.accuracy(),
              100 * zeroShot.chance(),
              100 * zeroShot.majority()));
    }
    for (CaptionedEvaluation.Probe probe : evaluation.probes()) {
      lines.add(
          text(
              "linear probe of %s on %d labels %.1f %% (always the most frequent %.1f)",
              probe.of(), probe.classes(), 100 * probe.accuracy(), 100 * probe.majority()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String direction(String name, DirectionScores scores) {
    return text(
        "%s  %5.1f  %5.1f  %5.1f  %12.1f  %15.1f",
        name,
        100 * scores.measured().recallAt1(),
        100 * scores.measured().recallAt5(),
        100 * scores.measured().recallAt10(),
        scores.measured().medianRank(),
        100 * scores.chance().recallAt10());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
