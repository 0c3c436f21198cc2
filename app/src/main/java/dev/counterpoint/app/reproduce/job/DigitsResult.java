package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.run.RunManifest;
import java.util.Optional;

/**
 * What a training on coloured digits left.
 *
 * @param manifest how it was run
 * @param evaluation what was measured
 */
public record DigitsResult(RunManifest manifest, RunEvaluation evaluation) implements JobResult {

  @Override
  public Optional<RunManifest> run() {
    return Optional.of(manifest);
  }
}
