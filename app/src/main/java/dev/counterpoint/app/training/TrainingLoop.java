package dev.counterpoint.app.training;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.checkpoint.CheckpointStore;
import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.app.device.DeviceMemory;
import dev.counterpoint.app.training.step.Step;
import dev.counterpoint.app.training.step.TrainingStep;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.LearningRate;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a learner from wherever it stands to its last step.
 *
 * <p>There is no global state and no hidden one: what a step does follows from parameters,
 * optimizer state, seed and step number, so that a run that was stopped, however it was stopped,
 * and resumed from a checkpoint ends with the same bits as one that was not (on a CPU, with the
 * same number of threads). The host reads from the device at metrics lines and checkpoints only.
 */
public final class TrainingLoop {

  private final Plan plan;
  private final Learner learner;
  private final Optimizer optimizer;
  private final Step trainingStep;
  private final BatchSource source;
  private final MetricsLog metrics;
  private final CheckpointStore checkpoints;
  private final Selection selection;

  /**
   * What to do.
   *
   * @param seed of the run, kept in checkpoints
   * @param recipe of the run as YAML, kept in checkpoints
   * @param epochs passes over the data
   * @param schedule learning rate of each step
   * @param clipNorm bound on the global norm of gradients; 0 is none
   * @param logEvery steps between metrics lines
   * @param checkpointEvery steps between checkpoints; 0 is once an epoch, at most twice a minute
   */
  public record Plan(
      long seed,
      String recipe,
      int epochs,
      LearningRate schedule,
      double clipNorm,
      int logEvery,
      int checkpointEvery) {}

  /** How a training ended. */
  public enum Ending {
    /** All steps are done. */
    COMPLETE,
    /** Somebody asked to stop; the state is saved. */
    INTERRUPTED
  }

  /** Puts a training together whose steps take the whole batch at once; nothing happens yet. */
  public TrainingLoop(
      Plan plan,
      Learner learner,
      Optimizer optimizer,
      BatchSource source,
      MetricsLog metrics,
      CheckpointStore checkpoints) {
    this(
        plan,
        learner,
        optimizer,
        new TrainingStep(learner, optimizer, plan.clipNorm()),
        source,
        metrics,
        checkpoints);
  }

  /**
   * Puts a training together; nothing happens yet.
   *
   * @param trainingStep of the same learner, optimizer and bound
   */
  public TrainingLoop(
      Plan plan,
      Learner learner,
      Optimizer optimizer,
      Step trainingStep,
      BatchSource source,
      MetricsLog metrics,
      CheckpointStore checkpoints) {
    this(plan, learner, optimizer, trainingStep, source, metrics, checkpoints, null);
  }

  /**
   * Puts a training together that keeps its best epoch; nothing happens yet.
   *
   * @param trainingStep of the same learner, optimizer and bound
   * @param selection validates after each epoch; null for none
   */
  public TrainingLoop(
      Plan plan,
      Learner learner,
      Optimizer optimizer,
      Step trainingStep,
      BatchSource source,
      MetricsLog metrics,
      CheckpointStore checkpoints,
      Selection selection) {
    this.plan = plan;
    this.learner = learner;
    this.optimizer = optimizer;
    this.trainingStep = trainingStep;
    this.source = source;
    this.metrics = metrics;
    this.checkpoints = checkpoints;
    this.selection = selection;
  }

  /**
   * Trains until the last step or until somebody asks to stop.
   *
   * @param from the state to continue from, or null to start
   * @throws DivergenceException if a loss or a parameter is not finite; checkpoints stay
   * @throws dev.counterpoint.app.device.OutOfMemoryException if a step needs more memory than there
   *     is; checkpoints stay
   */
  public Ending run(TrainState from, Interrupt interrupt, TrainingProgress progress) {
    Network network = learner.network();
    int stepsPerEpoch = source.stepsPerEpoch();
    long total = (long) stepsPerEpoch * plan.epochs();
    CheckpointPace pace =
        new CheckpointPace(plan.checkpointEvery(), stepsPerEpoch, System::nanoTime);
    double lastLoss = Double.NaN;
    try (PendingLosses pending = new PendingLosses(network.manager())) {
      long step = 0;
      if (from != null) {
        pending.restore(from.restore(network, optimizer));
        step = from.step();
        if (selection != null) {
          selection.restore(from);
        }
      }
      metrics.startAt(step);
      while (step < total) {
        if (interrupt.requested()) {
          save(step, pending.settle(step, stepsPerEpoch));
          return Ending.INTERRUPTED;
        }
        take(step, stepsPerEpoch, pending);
        step++;
        if (selection != null && step % stepsPerEpoch == 0) {
          selection.afterEpoch(step, network);
        }
        if (step % plan.logEvery() == 0 || step == total) {
          lastLoss = log(step, pending, stepsPerEpoch);
        }
        if (pace.isDue(step) || step == total) {
          save(step, pending.settle(step, stepsPerEpoch));
          pace.saved();
        }
        progress.step(step, total, lastLoss);
      }
    }
    return Ending.COMPLETE;
  }

  private void take(long step, int stepsPerEpoch, PendingLosses pending) {
    NDManager parent = learner.network().manager();
    try (NDManager manager = parent.newSubManager()) {
      int epoch = (int) (step / stepsPerEpoch);
      int inEpoch = (int) (step % stepsPerEpoch);
      StepPlace place = new StepPlace(step, stepsPerEpoch);
      pending.add(
          new MemoryGuard(source.batchSize(), plan.recipe())
              .guard(
                  step,
                  parent,
                  () ->
                      trainingStep.take(
                          manager,
                          source.batch(manager, epoch, inEpoch),
                          place,
                          plan.schedule().at(step))));
    }
  }

  private double log(long step, PendingLosses pending, int stepsPerEpoch) {
    float[] losses = pending.settle(step, stepsPerEpoch);
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    double mean = sum / losses.length;
    pending.clear();
    Map<String, Double> more = new LinkedHashMap<>(LearnerScalars.read(learner, source));
    DeviceMemory.of(learner.network().manager().getDevice())
        .ifPresent(memory -> more.put("deviceMegabytes", memory.usedMegabytes()));
    if (selection != null) {
      more.putAll(selection.newest());
    }
    metrics.line(
        step,
        (step - 1) / stepsPerEpoch,
        mean,
        plan.schedule().at(step - 1),
        (long) losses.length * source.batchSize(),
        source.waitedNanos(),
        more);
    return mean;
  }

  private void save(long step, float[] pending) {
    TrainState state =
        TrainState.capture(
            step,
            plan.seed(),
            plan.recipe(),
            learner.network(),
            optimizer,
            pending,
            selection == null ? Optional.empty() : selection.best());
    state
        .firstNotFinite()
        .ifPresent(
            parameter -> {
              throw DivergenceException.ofParameter(step - 1, source.stepsPerEpoch(), parameter);
            });
    checkpoints.save(state);
  }
}
