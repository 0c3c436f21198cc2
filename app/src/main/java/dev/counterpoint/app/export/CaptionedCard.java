package dev.counterpoint.app.export;

import dev.counterpoint.app.captioned.TrainedTowers;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.models.retrieval.DirectionScores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The page that stands beside a model of captioned pictures. Made from the run alone.
 *
 * @param name of the model
 * @param towers what was trained
 * @param manifest of the run
 * @param evaluation of the run, if it was measured
 * @param parity how far each graph is from what was trained
 */
record CaptionedCard(
    String name,
    TrainedTowers towers,
    RunManifest manifest,
    Optional<CaptionedEvaluation> evaluation,
    List<GraphParity> parity) {

  /** The page in Markdown, with the front matter that model hubs read. */
  String text() {
    List<String> parts = new ArrayList<>(List.of(head(), use(), training()));
    evaluation.ifPresent(measured -> parts.add(measured(measured)));
    parts.add(limits());
    parts.add(agreement());
    return String.join("\n", parts);
  }

  private String head() {
    return """
        ---
        library_name: counterpoint
        pipeline_tag: %s
        tags: [counterpoint, onnx, %s]
        ---

        # %s

        %s
        """
        .formatted(
            towers.hasBoth() ? "zero-shot-image-classification" : "image-feature-extraction",
            method(),
            name,
            towers.hasBoth()
                ? "Pictures and sentences in one space: it finds pictures by sentences, and"
                    + " sentences by pictures."
                : "An encoder of pictures that was trained without captions.");
  }

  private String use() {
    String search =
        towers.hasBoth()
            ? "    ./counterpoint search \"a sentence\" --images FOLDER --model DIR\n"
                + "    ./counterpoint classify picture.png --labels cat,dog --model DIR\n"
            : "";
    return "## Use\n\n" + search + "    ./counterpoint embed FOLDER --model DIR\n";
  }

  private String training() {
    return """
        ## Training

        | | |
        |---|---|
        | pictures | %s |
        | pictures trained on | %d |
        | method | %s |
        | encoder of pictures | %s, %d x %d pixels |
        | encoder of captions | %s |
        | epochs, batch | %d, %d |
        | seed | %d |

        The licence of the pictures and captions holds for what was learned from them as far as
        the law of your country says so; ask whoever gave you the model.
        """
        .formatted(
            dataName(),
            towers.data().training().length,
            method(),
            towers.recipe().image().encoder(),
            towers.recipe().data().side(),
            towers.recipe().data().side(),
            towers.recipe().hasText() ? towers.recipe().text().encoder() : "none",
            towers.recipe().training().epochs(),
            towers.recipe().training().batchSize(),
            manifest.seed());
  }

  /** The last name of a path: where it lay is the affair of whoever trained. */
  private String dataName() {
    Path file = Path.of(manifest.digits()).getFileName();
    return file == null ? manifest.digits() : file.toString();
  }

  private String measured(CaptionedEvaluation measured) {
    StringBuilder text =
        new StringBuilder(
            "## Measured\n\nOn %d pictures with %d captions that were held out.\n\n"
                .formatted(measured.pictures(), measured.captions()));
    if (measured.retrieval() != null) {
      text.append("| recall, percent | at 1 | at 5 | at 10 | median rank | at 10 by chance |\n");
      text.append("|---|---|---|---|---|---|\n");
      text.append(row("caption to picture", measured.retrieval().captionToPicture()));
      text.append(row("picture to caption", measured.retrieval().pictureToCaption()));
    }
    for (CaptionedEvaluation.Probe probe : measured.probes()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%nA linear probe of %s tells %d labels with %.1f %% (the most frequent: %.1f %%).%n",
              probe.of(),
              probe.classes(),
              100 * probe.accuracy(),
              100 * probe.majority()));
    }
    return text.toString();
  }

  private static String row(String name, DirectionScores scores) {
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        name,
        100 * scores.measured().recallAt1(),
        100 * scores.measured().recallAt5(),
        100 * scores.measured().recallAt10(),
        scores.measured().medianRank(),
        100 * scores.chance().recallAt10());
  }

  private String limits() {
    return """
        ## Limits

        It knows what its captions say and nothing else. Words that never occurred in training
        mean nothing to it. It has not been examined for bias; do not decide over people with it.
        """;
  }

  private String agreement() {
    StringBuilder text =
        new StringBuilder("## Agreement of ONNX Runtime with the trained network\n\n");
    text.append("| graph | opset | examples | largest difference |\n|---|---|---|---|\n");
    for (GraphParity graph : parity) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %.1e |%n",
              graph.graph(),
              graph.opset(),
              graph.examples(),
              graph.absolute()));
    }
    return text.toString();
  }

  private String method() {
    return towers.recipe().method().name().toLowerCase(Locale.ROOT);
  }
}
