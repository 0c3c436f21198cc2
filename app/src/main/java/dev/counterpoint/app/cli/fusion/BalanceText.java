package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation.ModalityBalance;
import dev.counterpoint.app.report.ConsoleTable;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of a fusion, for the console. */
final class BalanceText {

  private BalanceText() {}

  static String of(BalanceEvaluation measured) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ModalityBalance modality : measured.modalities()) {
      rows.add(
          List.of(
              Cell.text(modality.modality()),
              percent(modality.alone()),
              percent(modality.without()),
              percent(modality.shapley()),
              modality.probe() == null ? Cell.text("") : percent(modality.probe().accuracy()),
              modality.ownClassifier() == null ? Cell.text("") : percent(modality.ownClassifier()),
              Cell.number(modality.mipd(), 4)));
    }
    ResultTable table =
        new ResultTable(
            "Modalities",
            "In %. Alone, without: the prediction with the other modalities, or this one, absent."
                + " Share: of the accuracy, by Shapley values. Probe: linear, of the encoder."
                + " MIPD: divergence of the prediction when it is permuted, nats.",
            List.of("Modality", "Alone", "Without", "Share", "Probe", "Classifier", "MIPD"),
            rows);
    return String.format(
            Locale.ROOT,
            "%s, seed %d, step %d, %s%naccuracy %.2f %% (validation %.2f, majority %.2f),"
                + " calibration error %.2f %%%n",
            measured.method(),
            measured.seed(),
            measured.step(),
            measured.data(),
            100 * measured.accuracy(),
            100 * measured.validationAccuracy(),
            100 * measured.majority(),
            100 * measured.calibration().expectedError())
        + new ConsoleTable(Charset.defaultCharset()).table(table);
  }

  private static Cell percent(double share) {
    return Cell.number(100 * share, 1);
  }
}
