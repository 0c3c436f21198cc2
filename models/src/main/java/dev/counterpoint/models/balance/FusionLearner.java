package dev.counterpoint.models.balance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.learner.SteeredLearner;
import dev.counterpoint.models.learner.StepGradients;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fusion of modalities with the method that trains it. A batch has the model's modalities by name
 * and labels.
 */
public final class FusionLearner implements SteeredLearner {

  private final FusionModel model;
  private final Balancer balancer;
  private final Latents latents;
  private final NDManager kept;
  private final List<String> names = new ArrayList<>();
  private NDList notes = new NDList();
  private NDArray last;
  private NDArray firstBad;

  /**
   * Puts method and model together.
   *
   * @param latents features for methods that look at them between epochs
   */
  public FusionLearner(FusionModel model, Balancer balancer, Latents latents) {
    this.model = model;
    this.balancer = balancer;
    this.latents = latents;
    balancer.addTo(model);
    this.kept = model.network().manager().newSubManager();
  }

  /** The model. */
  public FusionModel model() {
    return model;
  }

  /** The method. */
  public Balancer balancer() {
    return balancer;
  }

  @Override
  public Network network() {
    return model.network();
  }

  @Override
  public void beforeStep(StepPlace place) {
    if (place.stepInEpoch() == 0) {
      try (NDManager scratch = kept.newSubManager()) {
        balancer.beginEpoch(model, place.epoch(), latents, scratch);
      }
    }
  }

  @Override
  public NDList objectives(Batch batch, StepPlace place) {
    Objectives objectives = balancer.objectives(model.pass(batch, true), place);
    notes = objectives.notes();
    // They are read after the backward pass, at whose end everything else of the pass is let go of.
    notes.forEach(NDScope::unregister);
    Map<String, NDArray> told = new LinkedHashMap<>(objectives.terms());
    told.putAll(objectives.estimates());
    keep(told, place);
    return objectives.scalars();
  }

  /**
   * Remembers what is told of this step, and for each scalar the first step at which it was not
   * finite.
   */
  private void keep(Map<String, NDArray> told, StepPlace place) {
    if (names.isEmpty()) {
      names.addAll(told.keySet());
      firstBad = kept.full(new Shape(names.size()), Float.MAX_VALUE);
      NDScope.unregister(firstBad);
    }
    NDList values = new NDList();
    told.values().forEach(scalar -> values.add(scalar.reshape(1)));
    NDArray now = NDArrays.concat(values).stopGradient();
    // A value minus itself is zero where it is finite, and otherwise is not a number.
    NDArray finite = now.sub(now).eq(now.zerosLike());
    NDArray here = now.getManager().full(now.getShape(), place.step());
    NDArray bad = NDArrays.where(finite, firstBad, firstBad.minimum(here));
    last = replaced(last, now);
    firstBad = replaced(firstBad, bad);
  }

  private NDArray replaced(NDArray old, NDArray now) {
    NDArray mine = now.duplicate();
    mine.attach(kept);
    NDScope.unregister(mine);
    if (old != null) {
      old.close();
    }
    return mine;
  }

  @Override
  public void steer(StepGradients gradients, StepPlace place) {
    try (NDManager scratch = kept.newSubManager()) {
      balancer.steer(model, notes, gradients, place, scratch);
    }
  }

  @Override
  public Map<String, Double> rates(StepPlace place) {
    return balancer.rates(model, place);
  }

  /** Terms and estimates of the newest step. */
  @Override
  public Map<String, NDArray> scalars(NDManager manager) {
    Map<String, NDArray> scalars = new LinkedHashMap<>();
    if (last != null) {
      NDArray copy = last.duplicate();
      copy.attach(manager);
      NDList parts = copy.split(names.size());
      for (int i = 0; i < names.size(); i++) {
        scalars.put(names.get(i), parts.get(i));
      }
    }
    return scalars;
  }

  /**
   * The term that was the first not to be finite, and its step; reads from the device.
   *
   * @param term as in {@link Objectives#terms}, or an estimate
   * @param step counted from 0
   */
  public record BadTerm(String term, long step) {}

  /** See {@link BadTerm}; empty while all are finite. Among those of one step, the last named. */
  public Optional<BadTerm> firstNotFinite() {
    if (firstBad == null) {
      return Optional.empty();
    }
    float[] steps = firstBad.toFloatArray();
    BadTerm first = null;
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] < Float.MAX_VALUE && (first == null || steps[i] <= first.step())) {
        first = new BadTerm(names.get(i), (long) steps[i]);
      }
    }
    return Optional.ofNullable(first);
  }

  /**
   * The prediction on a batch; no graph, running statistics.
   *
   * @return scores of the classes, {@code (N, C)}, not normalised
   */
  public NDArray predict(Batch batch) {
    NDList features = new NDList();
    for (int m = 0; m < model.modalities().size(); m++) {
      features.add(model.encode(m, batch, false));
    }
    return balancer.scores(model, features);
  }
}
