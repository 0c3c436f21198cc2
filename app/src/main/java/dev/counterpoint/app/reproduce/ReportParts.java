package dev.counterpoint.app.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.data.SamplePictures;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.export.GraphParity;
import dev.counterpoint.app.report.Picture;
import dev.counterpoint.app.report.Section;
import dev.counterpoint.app.report.chart.LineChart;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.job.ColoredDigitsJob;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.MetricsLog;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.picture.ContactSheet;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parts of a report that every experiment with trainings has. */
public final class ReportParts {

  private static final int SAMPLES = 20;
  private static final int SCALE = 2;

  private ReportParts() {}

  /**
   * Pictures of the training environment and of the tests, of the first job on coloured digits.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  public static Picture samples(Experiment.Outcome outcome) {
    ColoredDigitsJob job =
        outcome.jobs().stream()
            .map(FinishedJob::job)
            .filter(ColoredDigitsJob.class::isInstance)
            .map(ColoredDigitsJob.class::cast)
            .findFirst()
            .orElseThrow();
    Assembly assembly = new Assembly(job.load(), RandomAddress.seed(job.seed()));
    ColoredEnvironments environments =
        assembly.environments(outcome.data().digits().found().digits());
    List<ColoredDigits> shown = new ArrayList<>(List.of(environments.train(), environments.test()));
    shown.addAll(environments.others());
    ContactSheet sheet = new ContactSheet(SAMPLES, SCALE);
    for (ColoredDigits digits : shown) {
      List<String> labels = new ArrayList<>();
      for (int i = 0; i < SAMPLES; i++) {
        labels.add(Integer.toString(digits.noisyLabels()[i]));
      }
      sheet.section(digits.name(), SamplePictures.first(digits, SAMPLES), labels);
    }
    return new Picture(
        "Samples of each environment",
        "The first pictures of seed " + job.seed() + ", with their noisy labels below.",
        "Rows of small coloured digits, one row per environment",
        sheet.png());
  }

  /** Training loss of some groups over the share of the training. */
  public static LineChart losses(Experiment.Outcome outcome, List<String> groups) {
    LineChart chart =
        new LineChart("Training loss", "step", "loss, nats")
            .explained("Mean over seeds of the mean loss since the point before.");
    for (String group : groups) {
      Map<Long, List<Double>> byStep = new LinkedHashMap<>();
      for (FinishedJob job : outcome.group(group)) {
        for (JsonNode line : new MetricsLog(job.directory().resolve("metrics.jsonl")).read()) {
          byStep
              .computeIfAbsent(line.path("step").asLong(), step -> new ArrayList<>())
              .add(line.path("loss").asDouble());
        }
      }
      double[] x = byStep.keySet().stream().mapToDouble(step -> step).toArray();
      double[] y =
          byStep.values().stream()
              .mapToDouble(
                  values -> SampleMean.of(values.stream().mapToDouble(v -> v).toArray()).mean())
              .toArray();
      chart.line(group, x, y);
    }
    return chart;
  }

  /** The bundles that the experiment leaves behind, and how far they are from what was trained. */
  public static void models(Section section, Experiment.Outcome outcome) {
    section.paragraph(
        "Bundles with ONNX graphs, in the folder '"
            + ModelExports.FOLDER
            + "' of this experiment; './counterpoint classify picture.png --model DIR' runs one.");
    List<List<Cell>> rows = new ArrayList<>();
    for (ExportedModel model : outcome.models()) {
      for (GraphParity parity : model.parity()) {
        rows.add(
            List.of(
                Cell.text(model.group() + ", seed " + model.seed()),
                Cell.text(parity.graph()),
                Cell.number(parity.examples(), 0),
                Cell.text(String.format(Locale.ROOT, "%.1e", parity.absolute())),
                Cell.text(String.format(Locale.ROOT, "%.1e", parity.relative())),
                Cell.text(String.format(Locale.ROOT, "%.0e", parity.tolerance()))));
      }
    }
    section.table(
        new ResultTable(
            "ONNX Runtime against the trained network",
            "Largest difference over drawn inputs and test pictures; the relative one is to each value,"
                + " the smallest included. A difference above the tolerance, absolute for values"
                + " below 1 and relative above, stops an export.",
            List.of("Model", "Graph", "Examples", "Absolute", "Relative", "Tolerance"),
            rows));
  }

  /** Command, versions, hashes, and the recipes in full. */
  public static void provenance(Section section, Experiment.Outcome outcome, List<String> groups) {
    RunManifest manifest = first(outcome);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("command", outcome.command());
    facts.put("seeds", outcome.seeds().toString());
    manifests(outcome)
        .forEach((need, run) -> facts.put(need.text(), run.digits() + " (" + run.origin() + ")"));
    facts.put("device", manifest.device());
    facts.put("threads of one training", Integer.toString(manifest.threads()));
    manifest.gpu().forEach((name, value) -> facts.put(name + " on the GPU", value));
    facts.put("seconds in all", String.format(Locale.ROOT, "%.0f", outcome.seconds()));
    manifest.versions().forEach((name, version) -> facts.put("version of " + name, version));
    manifests(outcome)
        .values()
        .forEach(
            run -> run.sha256().forEach((file, hash) -> facts.put("SHA-256 of " + file, hash)));
    section.facts("What it depends on", facts);
    for (String group : groups) {
      Job job = outcome.group(group).get(0).job();
      section.preformatted("Recipe of " + group, job.description());
    }
  }

  private static RunManifest first(Experiment.Outcome outcome) {
    return outcome.jobs().stream()
        .flatMap(job -> job.result().run().stream())
        .findFirst()
        .orElseThrow();
  }

  /** The first training's manifest for each kind of data. */
  private static Map<DataNeed, RunManifest> manifests(Experiment.Outcome outcome) {
    Map<DataNeed, RunManifest> manifests = new EnumMap<>(DataNeed.class);
    for (FinishedJob job : outcome.jobs()) {
      job.job()
          .need()
          .ifPresent(need -> job.result().run().ifPresent(run -> manifests.putIfAbsent(need, run)));
    }
    return manifests;
  }
}
