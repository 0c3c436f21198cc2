package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.simulation.Simulated;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A simulation of one seed.
 *
 * @param group what it is a seed of
 * @param name of the simulation, as on the command line
 * @param options of its own, as on the command line
 * @param key what its settings come to, as text
 * @param seed of all that is drawn
 * @param work how long it takes, roughly, in steps of a small multi-modal training
 */
public record SimulationJob(
    String group, String name, List<String> options, String key, long seed, double work)
    implements Job {

  /** Copies the list. */
  public SimulationJob {
    options = List.copyOf(options);
  }

  @Override
  public Optional<DataNeed> need() {
    return Optional.empty();
  }

  @Override
  public double cost(ExperimentData data) {
    return work;
  }

  @Override
  public boolean isDone(Path directory) {
    return Simulated.isThere(directory, Simulated.key(name, key, seed));
  }

  @Override
  public List<String> arguments(Path directory) {
    List<String> arguments = new ArrayList<>(List.of("simulate", name, "--worker"));
    arguments.addAll(List.of("--out", directory.toString()));
    arguments.addAll(List.of("--seed", Long.toString(seed)));
    arguments.addAll(options);
    return arguments;
  }

  @Override
  public SimulationResult result(Path directory) {
    return new SimulationResult(Simulated.read(directory));
  }

  @Override
  public String description() {
    return "counterpoint simulate " + name + " " + String.join(" ", options);
  }
}
