package dev.counterpoint.app.reproduce.coloredmnist;

import static dev.counterpoint.app.reproduce.coloredmnist.ColoredMnistExperiment.MULTI;
import static dev.counterpoint.app.reproduce.coloredmnist.ColoredMnistExperiment.SINGLE;
import static dev.counterpoint.app.reproduce.coloredmnist.ColoredMnistExperiment.SUPERVISED;

import dev.counterpoint.app.evaluation.Readout;
import dev.counterpoint.app.evaluation.ReadoutScore;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.DigitsResult;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of the ColoredMNIST report. */
final class ColoredMnistTables {

  static final String CHOICES_TITLE = "What each open choice changes";

  private final Outcome outcome;

  ColoredMnistTables(Outcome outcome) {
    this.outcome = outcome;
  }

  /** Table 1 of the paper, with ours beside it and the supervised baseline below. */
  ResultTable table1() {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(
        row1(
            "Single-modal (SimCLR, linear probe)",
            SINGLE,
            ColoredMnistClaims.PAPER_SINGLE_TRAIN,
            ColoredMnistClaims.PAPER_SINGLE_TEST));
    rows.add(
        row1(
            "Multi-modal (CLIP, zero-shot)",
            MULTI,
            ColoredMnistClaims.PAPER_MULTI_TRAIN,
            ColoredMnistClaims.PAPER_MULTI_TEST));
    rows.add(row1("Supervised baseline", SUPERVISED, null, null));
    return new ResultTable(
        "Accuracy when the colours are reversed",
        "Accuracy in % against the noisy labels, of which about 9 % are wrong, so that about 91 is"
            + " the most that a reader of shapes can reach. Reversed: each pair of digits has"
            + " swapped its colours.",
        List.of("Method", "Train", "Test, reversed", "Paper: train", "Paper: test"),
        rows);
  }

  private List<Cell> row1(String name, String group, Double paperTrain, Double paperTest) {
    Measured own = Measured.own(outcome.group(group));
    return List.of(
        Cell.text(name),
        Cell.mean(own.trainNoisy(), 2),
        Cell.mean(own.testNoisy(), 2),
        paperTrain == null ? Cell.text("") : Cell.number(paperTrain, 2),
        paperTest == null ? Cell.text("") : Cell.number(paperTest, 2));
  }

  /** Every readout of every method on every environment. */
  ResultTable readouts() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String group : List.of(SINGLE, MULTI, SUPERVISED)) {
      List<FinishedJob> jobs = outcome.group(group);
      for (ReadoutScore score : jobs.get(0).result(DigitsResult.class).evaluation().readouts()) {
        Measured measured = Measured.of(jobs, score.readout(), score.layer());
        List<Cell> row = new ArrayList<>();
        row.add(Cell.text(group));
        row.add(Cell.text(score.readout() + " of the " + word(score.layer())));
        boolean ownTraining = !Double.isNaN(score.train().noisy());
        row.add(ownTraining ? Cell.mean(measured.trainNoisy(), 2) : Cell.text("–"));
        row.add(Cell.mean(measured.testNoisy(), 2));
        row.add(Cell.mean(measured.testClean(), 2));
        row.add(Cell.mean(measured.each(2, e -> e.noisy()), 2));
        row.add(Cell.mean(measured.each(3, e -> e.noisy()), 2));
        rows.add(row);
      }
    }
    return new ResultTable(
        "Every way to read the encoders",
        "Accuracy in %, against noisy labels but for the column that says otherwise. Zero-shot"
            + " averages the prompts of a digit over all colours. The linear probe and kNN are"
            + " fitted on the noisy training labels; the probe's strength is chosen on held-out"
            + " training data. kNN is not scored on training data, which is its own memory.",
        List.of(
            "Method",
            "Readout",
            "Train",
            "Reversed",
            "Reversed, clean labels",
            "Shuffled",
            "Aligned"),
        rows);
  }

  /** What predictions follow where shape and colour disagree. */
  ResultTable conflict() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String group : List.of(SINGLE, MULTI, SUPERVISED)) {
      Measured own = Measured.own(outcome.group(group));
      rows.add(
          List.of(
              Cell.text(group),
              Cell.mean(own.per(ReadoutScore::followShape), 1),
              Cell.mean(own.per(ReadoutScore::followColor), 1),
              Cell.mean(own.per(s -> 100 - s.followShape() - s.followColor()), 1)));
    }
    return new ResultTable(
        "Shape against colour",
        "Of the reversed test examples whose colour points to another digit than their shape: the"
            + " share in % that is predicted as the shape, as the colour's digit, or as neither.",
        List.of("Method", "Shape", "Colour", "Neither"),
        rows);
  }

  /** Accuracy on the reversed test by digit, or by colour. */
  ResultTable breakdown(String title, String column, List<String> names, boolean byColor) {
    List<String> columns = new ArrayList<>(List.of(column));
    columns.addAll(names);
    List<List<Cell>> rows = new ArrayList<>();
    for (String group : List.of(SINGLE, MULTI, SUPERVISED)) {
      Measured own = Measured.own(outcome.group(group));
      List<Cell> row = new ArrayList<>(List.of(Cell.text(group)));
      for (int i = 0; i < names.size(); i++) {
        int index = i;
        row.add(Cell.mean(own.per(s -> byColor ? s.perColor()[index] : s.perClass()[index]), 0));
      }
      rows.add(row);
    }
    return new ResultTable(
        title, "Accuracy in % on the reversed test against the clean labels.", columns, rows);
  }

  /** What the main protocol chose where the paper is silent. */
  static ResultTable chosen() {
    return new ResultTable(
        "What we chose",
        "",
        List.of("Choice", "Here, and why"),
        OpenChoice.ALL.stream()
            .map(choice -> List.of(Cell.text(choice.name()), Cell.text(choice.chosen())))
            .toList());
  }

  /** The grid: each cell differs from the main protocol in one choice. */
  ResultTable choices() {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(choiceRow("main protocol", "as chosen", MULTI, SINGLE, true, true));
    for (OpenChoice choice : OpenChoice.ALL) {
      for (OpenChoice.Alternative alternative : choice.alternatives()) {
        rows.add(
            choiceRow(
                choice.name(),
                alternative.text(),
                OpenChoice.group(MULTI, alternative),
                OpenChoice.group(SINGLE, alternative),
                alternative.multi(),
                alternative.single()));
      }
    }
    return new ResultTable(
        CHOICES_TITLE,
        "Each row differs from the main protocol in one choice; seed "
            + OpenChoice.SEED
            + ". Train / reversed test in % against noisy labels. The single-modal encoder is read by"
            + " a linear probe of its features and of its embedding. "
            + kindest(),
        List.of(
            "Choice",
            "Alternative",
            "Multi, zero-shot",
            "Multi, probe of features",
            "Single, probe of features",
            "Single, probe of embedding"),
        rows);
  }

  /** The cell that is most favourable to the single-modal encoder. */
  private String kindest() {
    String best = "";
    double highest = Double.NEGATIVE_INFINITY;
    for (OpenChoice choice : OpenChoice.ALL) {
      for (OpenChoice.Alternative alternative : choice.alternatives()) {
        for (FinishedJob job : outcome.group(OpenChoice.group(SINGLE, alternative))) {
          for (ReadoutScore score : job.result(DigitsResult.class).evaluation().readouts()) {
            if (score.test().noisy() > highest) {
              highest = score.test().noisy();
              best =
                  "Kindest to it is %s: %s (%s of the %s), with %.1f on the reversed test."
                      .formatted(
                          choice.name(),
                          alternative.text(),
                          score.readout(),
                          word(score.layer()),
                          highest);
            }
          }
        }
      }
    }
    return best;
  }

  private List<Cell> choiceRow(
      String choice,
      String text,
      String multi,
      String single,
      boolean hasMulti,
      boolean hasSingle) {
    return List.of(
        Cell.text(choice),
        Cell.text(text),
        pair(multi, hasMulti, "zero-shot", Readout.Layer.EMBEDDING),
        pair(multi, hasMulti, "linear probe", Readout.Layer.FEATURE),
        pair(single, hasSingle, "linear probe", Readout.Layer.FEATURE),
        pair(single, hasSingle, "linear probe", Readout.Layer.EMBEDDING));
  }

  private Cell pair(String group, boolean present, String readout, Readout.Layer layer) {
    if (!present) {
      return Cell.text("");
    }
    FinishedJob job =
        outcome.group(group).stream()
            .filter(j -> j.job().seed() == OpenChoice.SEED)
            .findFirst()
            .orElseThrow();
    ReadoutScore score = job.result(DigitsResult.class).evaluation().readout(readout, layer);
    return Cell.text(
        String.format(Locale.ROOT, "%.1f / %.1f", score.train().noisy(), score.test().noisy()));
  }

  private static String word(Readout.Layer layer) {
    return switch (layer) {
      case FEATURE -> "features";
      case EMBEDDING -> "embedding";
      case LOGITS -> "scores";
    };
  }
}
