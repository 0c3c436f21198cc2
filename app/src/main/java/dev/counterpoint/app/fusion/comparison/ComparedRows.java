package dev.counterpoint.app.fusion.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the runs of a comparison of one seed left.
 *
 * @param directory holds the run directories, by row
 */
public record ComparedRows(Path directory) {

  /** What is written when all rows are done. */
  static final String DONE = "compared.txt";

  /** Names of the modalities, from the unimodal rows. */
  public List<String> modalities() {
    try (Stream<Path> rows = Files.list(directory)) {
      List<String> unimodal =
          rows.map(path -> path.getFileName().toString())
              .filter(name -> name.startsWith(MethodRow.UNIMODAL) && !name.contains("-candidate-"))
              .filter(this::has)
              .toList();
      if (unimodal.isEmpty()) {
        return List.of();
      }
      // In the data's order, which a directory does not keep.
      return evaluation(unimodal.get(0)).modalities().stream()
          .map(BalanceEvaluation.ModalityBalance::modality)
          .toList();
    } catch (IOException e) {
      throw new FileNotReadException(directory, e);
    }
  }

  /**
   * Whether all rows of a comparison are there, with the recipes that it would have now.
   *
   * @param fingerprint as {@link FusionComparison#fingerprint} makes it
   */
  public boolean isDone(String fingerprint) {
    Path file = directory.resolve(DONE);
    try {
      return Files.exists(file) && Files.readString(file).equals(fingerprint);
    } catch (IOException e) {
      return false;
    }
  }

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
