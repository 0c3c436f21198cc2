package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.fusion.quality.QualityResults;
import dev.counterpoint.app.run.RunManifest;
import java.util.Optional;

/**
 * What fusions of all subsets left.
 *
 * @param manifest how they were run
 * @param quality their risks and latents
 */
public record LatentQualityResult(RunManifest manifest, QualityResults quality)
    implements JobResult {

  @Override
  public Optional<RunManifest> run() {
    return Optional.of(manifest);
  }
}
