package dev.counterpoint.app.fusion.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.MetricsLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the runs of a comparison of one seed left.
 *
 * @param directory holds the run directories, by row
 */
public record ComparedRows(Path directory) {

  /** Whether a row was measured. */
  public boolean has(String row) {
    return Files.exists(directory.resolve(row).resolve(BalanceEvaluation.NAME));
  }

  /**
   * What was measured of a row.
   *
   * @throws dev.counterpoint.app.file.FileNotReadException if it is not there
   */
  public BalanceEvaluation evaluation(String row) {
    return BalanceEvaluation.read(directory.resolve(row).resolve(BalanceEvaluation.NAME));
  }

  /** How a row was run. */
  public RunManifest manifest(String row) {
    return RunManifest.read(directory.resolve(row).resolve("run.json"));
  }

  /** The metrics lines of a row. */
  public List<JsonNode> metrics(String row) {
    return new MetricsLog(directory.resolve(row).resolve("metrics.jsonl")).read();
  }

  /** The recipe of a row as text. */
  public Optional<Path> recipe(String row) {
    Path file = directory.resolve(row).resolve("recipe.yaml");
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }
}
