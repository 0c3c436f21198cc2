package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.run.RunManifest;
import java.util.Optional;

/**
 * What a training on pictures with captions left.
 *
 * @param manifest how it was run
 * @param retrieval what was measured
 */
public record CaptionedResult(RunManifest manifest, Retrieval retrieval) implements JobResult {

  @Override
  public Optional<RunManifest> run() {
    return Optional.of(manifest);
  }
}
