package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.fusion.comparison.ComparedRows;
import dev.counterpoint.app.run.RunManifest;
import java.util.Optional;

/**
 * What a comparison of methods left.
 *
 * @param rows by method
 */
public record FusionResult(ComparedRows rows) implements JobResult {

  private static final String ANY = "joint";

  @Override
  public Optional<RunManifest> run() {
    return rows.has(ANY) ? Optional.of(rows.manifest(ANY)) : Optional.empty();
  }
}
