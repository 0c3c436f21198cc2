package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.simulation.Simulated;
import java.util.Optional;

/**
 * What a simulation left.
 *
 * @param simulated its numbers
 */
public record SimulationResult(Simulated simulated) implements JobResult {

  @Override
  public Optional<RunManifest> run() {
    return Optional.of(simulated.manifest());
  }
}
