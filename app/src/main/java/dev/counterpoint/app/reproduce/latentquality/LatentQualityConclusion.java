package dev.counterpoint.app.reproduce.latentquality;

import static dev.counterpoint.app.reproduce.latentquality.LatentQualityTables.chart;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.report.Section;
import dev.counterpoint.app.reproduce.Experiment.Conclusion;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.ReportParts;
import dev.counterpoint.app.reproduce.latentquality.SubsetValues.Field;
import java.util.ArrayList;
import java.util.List;

/** Claims, tables and the page of the experiment on latent quality. */
final class LatentQualityConclusion {

  private static final String ABOVE = "above the true latent's";
  private static final String NATS = "nats";
  private static final String PAIRS = "training pairs";

  private final Outcome outcome;
  private final LinearValues linear;
  private final DigitValues digits;
  private final LatentQualityTables tables;

  LatentQualityConclusion(Outcome outcome) {
    this.outcome = outcome;
    this.linear = new LinearValues(outcome);
    this.digits = DigitValues.of(outcome);
    this.tables = new LatentQualityTables(linear, digits);
  }

  Conclusion conclusion() {
    List<Claim> claims = new ArrayList<>(LatentQualityClaims.of(linear));
    claims.addAll(LatentQualityClaims.of(digits));
    ExperimentResults results = outcome.results(claims, tables.all());
    return new Conclusion(results, report(results));
  }

  private Report report(ExperimentResults results) {
    Report report = Report.of("Latent quality", results);
    report
        .section("Verdicts")
        .paragraph(
            "Latent quality is the risk of the best head over the latent that was learned, less the"
                + " best achievable risk; 0 is best. It is computed in a linear family, and estimated"
                + " for encoders that were trained on digits.")
        .claims(results.claims());
    linear(report.section("A linear family"));
    digits(report.section("Trained encoders"));
    gaps(report.section("Gaps, and the theorem's bound"));
    report
        .section("What the paper leaves open")
        .paragraph(
            "Its full text was not at hand: constants of the synthetic data, dimensions, strengths"
                + " and noise, are ours, and so are the digits in place of its features of"
                + " conversations, and so is the way to estimate latent quality on real data, by"
                + " refitting the head.")
        .paragraph(
            "The best achievable risk on digits is not known. The least test risk of any refitted"
                + " head stands for it, which moves all latent qualities alike and no gap. A refitted"
                + " head is linear, as the learned one is, and encoders stop early, so they are no"
                + " exact minimisers; what that costs on the examples is the excess. Where they stop,"
                + " and how heads are regularised, is chosen by validation pairs, whose number is"
                + " the same however few pairs are trained on. Risks and gaps of digits are estimates"
                + " from test pairs, on both sides of the bound.");
    ReportParts.provenance(
        report.section("How to repeat it"),
        outcome,
        List.of(LatentQualityExperiment.LINEAR, LatentQualityExperiment.DIGITS));
    return report;
  }

  private void linear(Section section) {
    section.paragraph(
        "Three modalities of ten numbers each say much, something and little of a latent of two"
            + " numbers, from which the label's six follow, with noise. The empirical risk"
            + " minimiser of every subset is reduced-rank regression; inputs are standard normal,"
            + " so latent quality and population risk are computed and not estimated.");
    section.add(
        chart(linear, "Population risk", "training examples", ABOVE, Field.RISK).logarithmicY());
    section.add(
        chart(linear, "Latent quality", "training examples", ABOVE, Field.ETA).logarithmicY());
    tables.linear().forEach(section::table);
  }

  private void digits(Section section) {
    section.paragraph(
        "Left half of a digit, right half, and a recording of somebody who says it, all of them with"
            + " noise. For every subset and number of pairs, an encoder of each modality and a"
            + " linear head over all their features learn by cross-entropy, as many steps whatever"
            + " the number of pairs, and the point that validates best is kept. Then encoders are"
            + " frozen and the head is fitted anew on all labeled pairs.");
    section.add(chart(digits, "Risk on test pairs", PAIRS, NATS, Field.RISK));
    section.add(chart(digits, "Latent quality of encoders", PAIRS, NATS, Field.ETA));
    tables.digits().forEach(section::table);
  }

  private void gaps(Section section) {
    section
        .paragraph(
            "The theorem bounds the risk gap of one subset and another by their gap in latent"
                + " quality and terms that vanish with the number of examples. These rows are the"
                + " first modality (of the digits, the left half) against all.")
        .table(tables.gaps())
        .table(tables.correlations())
        .paragraph(
            "The terms ask for a loss in [0, C] that is L-Lipschitz, so losses are clipped. The"
                + " clipped squared error has L = 2 sqrt(C); the class is the linear maps of a norm"
                + " of at most B, whose complexity is at most B sqrt(6 sum |x|^2) / m, times sqrt(2)"
                + " as labels are six numbers. B is the least power of two that the learned map and"
                + " the best head's are within, and delta = 0.05 is shared among the powers. The"
                + " clipped cross-entropy has L = sqrt(2) in the scores. The centre is 4 C / sqrt(m),"
                + " the deviation 2 C sqrt(2 ln(2 / delta) / m).");
    tables.bounds().forEach(section::table);
    section.add(tables.boundChart());
  }
}
