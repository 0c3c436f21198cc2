package dev.counterpoint.app.cli.reproduce;

import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.file.ResultsFile;
import dev.counterpoint.app.reproduce.EarlierJobs;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Plan;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.WorkerSlots;
import dev.counterpoint.app.run.LockedDirectory;
import dev.counterpoint.app.training.Interrupt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Starts experiments in their order, each as soon as no job of the one before waits for a slot, and
 * finishes each at its turn. An experiment that cannot be started says so at its turn, and none is
 * started after it.
 */
final class ExperimentsAhead implements AutoCloseable {

  private final Interrupt interrupt;
  private final ExperimentSession session;
  private final Size size;
  private final Path path;
  private final Map<Experiment, Future<Optional<Turn>>> turns = new LinkedHashMap<>();

  /** One thread, which the person's thread does not wait for. */
  private final WorkerSlots starter = new WorkerSlots(1);

  private final EarlierJobs earlier = new EarlierJobs();

  // Of the starter's thread until that has ended.
  private WorkerSlots slots;
  private StartedExperiment before;
  private boolean failed;

  private record Turn(LockedDirectory directory, StartedExperiment experiment)
      implements AutoCloseable {

    @Override
    public void close() {
      try (directory) {
        experiment.close();
      }
    }
  }

  /**
   * Begins with the first that is not done.
   *
   * @param experiments in the order of their turns
   * @param path holds a directory for each
   */
  ExperimentsAhead(ExperimentSession session, List<Experiment> experiments, Size size, Path path) {
    this.interrupt = session.interrupt().part();
    this.session = session.with(interrupt);
    this.size = size;
    this.path = path;
    WorkerSlots.Line line = starter.line();
    for (Experiment experiment : experiments) {
      turns.put(experiment, line.submit(() -> start(experiment)));
    }
  }

  /**
   * Waits for one, concludes, and writes and shows its results.
   *
   * @param experiment one that is not done
   * @return empty if somebody asked to stop
   */
  Optional<ExperimentResults> finish(Experiment experiment) {
    Optional<Turn> started = started(turns.get(experiment));
    if (started.isEmpty()) {
      return Optional.empty();
    }
    try (Turn turn = started.get()) {
      return turn.experiment().finish();
    }
  }

  private Optional<Turn> started(Future<Optional<Turn>> turn) {
    try {
      return turn.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupt.request();
      return Optional.empty();
    }
  }

  /** Empty if it is done already or nothing is to be started any more. */
  private Optional<Turn> start(Experiment experiment) {
    Path own = path.resolve(experiment.name());
    boolean go =
        !failed
            && !Files.exists(own.resolve(ResultsFile.NAME))
            && (before == null || before.jobs().awaitStarted())
            && !interrupt.requested();
    if (!go) {
      return Optional.empty();
    }
    failed = true;
    if (slots == null) {
      slots = session.slots();
    }
    boolean begun = Files.exists(own.resolve(Plan.NAME));
    LockedDirectory directory =
        begun ? LockedDirectory.open(own, Plan.NAME) : LockedDirectory.create(own);
    try {
      List<Long> seeds = LongStream.rangeClosed(1, experiment.seeds(size)).boxed().toList();
      Plan plan = begun ? Plan.read(own) : new Plan(experiment.name(), size, seeds);
      plan.write(directory.path());
      before = session.start(experiment, plan, own, slots, earlier);
      failed = false;
      return Optional.of(new Turn(directory, before));
    } finally {
      if (failed) {
        directory.close();
      }
    }
  }

  /** Stops what is not finished, and waits until its processes have saved and ended. */
  @Override
  public void close() {
    interrupt.request();
    starter.close();
    if (slots != null) {
      slots.close();
    }
    for (Future<Optional<Turn>> turn : turns.values()) {
      try {
        turn.get().ifPresent(Turn::close);
      } catch (ExecutionException e) {
        // It was told at its turn, or it had none.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
