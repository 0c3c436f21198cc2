package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.interactions.sets.SetInteractions;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.simulation.Simulated;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Interactions of a data set, measured with one seed.
 *
 * @param group what it is a seed of
 * @param measured which data, and how
 * @param reads what data it reads
 * @param seed of all its randomness
 * @param work how long it takes, roughly, in steps of a small multi-modal training
 */
public record SetInteractionsJob(
    String group, SetInteractions measured, DataNeed reads, long seed, double work) implements Job {

  private static final String NAME = "set-interactions";

  @Override
  public Optional<DataNeed> need() {
    return Optional.of(reads);
  }

  @Override
  public double cost(ExperimentData data) {
    return work;
  }

  @Override
  public boolean isDone(Path directory) {
    return Simulated.isThere(directory, Simulated.key(NAME, measured.key(), seed));
  }

  private List<String> options() {
    return List.of(
        "--set",
        measured.set().text(),
        "--examples",
        Integer.toString(measured.examples()),
        "--replicates",
        Integer.toString(measured.replicates()));
  }

  @Override
  public List<String> arguments(Path directory) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("evaluate", "interactions", "--worker"));
    arguments.addAll(List.of("--out", directory.toString(), "--seed", Long.toString(seed)));
    arguments.addAll(options());
    return arguments;
  }

  @Override
  public SimulationResult result(Path directory) {
    return new SimulationResult(Simulated.read(directory));
  }

  @Override
  public String description() {
    return "counterpoint evaluate interactions " + String.join(" ", options());
  }
}
