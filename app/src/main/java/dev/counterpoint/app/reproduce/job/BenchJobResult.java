package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.bench.BenchResult;
import dev.counterpoint.app.run.RunManifest;
import java.util.List;
import java.util.Optional;

/**
 * What a benchmark found.
 *
 * @param comparisons those that this system can make
 */
public record BenchJobResult(List<BenchResult> comparisons) implements JobResult {

  /** Copies the list. */
  public BenchJobResult {
    comparisons = List.copyOf(comparisons);
  }

  /** A comparison by its name. */
  public Optional<BenchResult> of(String id) {
    return comparisons.stream().filter(comparison -> comparison.id().equals(id)).findFirst();
  }

  @Override
  public Optional<RunManifest> run() {
    return Optional.empty();
  }
}
