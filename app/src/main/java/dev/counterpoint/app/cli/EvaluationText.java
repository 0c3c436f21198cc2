package dev.counterpoint.app.cli;

import dev.counterpoint.app.evaluation.EnvironmentScore;
import dev.counterpoint.app.evaluation.ReadoutScore;
import dev.counterpoint.app.evaluation.RunEvaluation;
import java.util.Locale;

/** An evaluation as a table for the terminal. */
final class EvaluationText {

  private EvaluationText() {}

  static String of(RunEvaluation evaluation) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, seed %d, step %d; accuracy in %% against noisy labels (against clean labels)%n"
            .formatted(evaluation.method(), evaluation.seed(), evaluation.step()));
    text.append("%-28s".formatted("readout"));
    for (EnvironmentScore score : evaluation.readouts().get(0).environments()) {
      text.append("%22s".formatted(score.environment()));
    }
    for (ReadoutScore readout : evaluation.readouts()) {
      String name = readout.readout() + ", " + readout.layer().name().toLowerCase(Locale.ROOT);
      text.append("%n%-28s".formatted(name));
      for (EnvironmentScore score : readout.environments()) {
        text.append(
            "%22s"
                .formatted(
                    Double.isNaN(score.noisy())
                        ? "-"
                        : String.format(Locale.ROOT, "%.2f (%.2f)", score.noisy(), score.clean())));
      }
    }
    return text.toString();
  }
}
