package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.bench.BenchFile;
import dev.counterpoint.app.bench.BenchResult;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Comparisons of the benchmark without a peer program: what a step costs beside another. Both sides
 * are measured in turn, so what runs beside them meets both.
 *
 * @param group its name
 * @param measurements names of the comparisons
 * @param rounds at least 1
 * @param seconds measured of each side in each round
 * @param work how long it takes, roughly, in steps of a small multi-modal training
 */
public record BenchJob(
    String group, List<String> measurements, int rounds, double seconds, double work)
    implements Job {

  private static final String NAME = "bench.jsonl";

  /** Copies the list. */
  public BenchJob {
    measurements = List.copyOf(measurements);
  }

  /** It draws nothing that a seed would change. */
  @Override
  public long seed() {
    return 1;
  }

  @Override
  public String id() {
    return group;
  }

  @Override
  public Optional<DataNeed> need() {
    return Optional.empty();
  }

  /** The benchmark has threads of its own choice, and no device. */
  @Override
  public boolean takesCompute() {
    return false;
  }

  @Override
  public double cost(ExperimentData data) {
    return work;
  }

  @Override
  public boolean isDone(Path directory) {
    Path file = directory.resolve(NAME);
    try {
      return Files.exists(file)
          && BenchFile.read(file).stream().map(BenchResult::id).toList().containsAll(possible());
    } catch (FileNotReadException e) {
      return false;
    }
  }

  /** Memory is measured on Linux alone. */
  private List<String> possible() {
    return measurements.stream().filter(id -> !id.contains(".memory.")).toList();
  }

  @Override
  public List<String> arguments(Path directory) {
    return List.of(
        "bench",
        "--no-peer",
        "--rounds",
        Integer.toString(rounds),
        "--seconds",
        Double.toString(seconds),
        "--only",
        String.join(",", measurements),
        "--out",
        directory.resolve(NAME).toString());
  }

  @Override
  public BenchJobResult result(Path directory) {
    return new BenchJobResult(BenchFile.read(directory.resolve(NAME)));
  }

  @Override
  public String description() {
    return "counterpoint bench --no-peer --rounds %d --seconds %s --only %s"
        .formatted(rounds, seconds, String.join(",", measurements));
  }
}
