package dev.counterpoint.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How numbers came about, in the words that console, report and README share.
 *
 * @param line data, seeds, size and time: "MNIST · seeds 1, 2, 3 · size default · 4 min 22 s"
 * @param warnings what a reader must know before any number; most often none
 */
public record Provenance(String line, List<String> warnings) {

  /** The provenance of an experiment's results. */
  public static Provenance of(ExperimentResults results) {
    List<String> parts = new ArrayList<>();
    parts.add(results.digits());
    if (!results.seeds().isEmpty()) {
      String seeds =
          results.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
      parts.add((results.seeds().size() == 1 ? "seed " : "seeds ") + seeds);
    }
    if (results.size() != null) {
      parts.add("size " + results.size());
    }
    parts.add(duration(results.seconds()));
    List<String> warnings = new ArrayList<>();
    if (results.renderedDigits()) {
      warnings.add(
          "Rendered digits, not MNIST: these images were drawn by the program, and the numbers"
              + " cannot be compared with the paper's.");
    }
    if (results.drawnScenes()) {
      warnings.add(
          "Drawn scenes, not OpenMoji: these pictures and their captions were made by the program,"
              + " and the numbers say nothing of real ones.");
    }
    if (results.quick()) {
      warnings.add("Quick size: a first look, verdicts are not to be quoted.");
    }
    return new Provenance(String.join(" · ", parts), List.copyOf(warnings));
  }

  private static String duration(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %02d s".formatted(whole / 60, whole % 60)
        : "%d h %02d min".formatted(whole / 3600, whole % 3600 / 60);
  }
}
