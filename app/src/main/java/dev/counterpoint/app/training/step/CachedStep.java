package dev.counterpoint.app.training.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.learner.ContrastiveLearner;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step with the contrast of the whole batch in the memory of a part of it (gradient caching, Gao
 * et al. 2021, "Scaling Deep Contrastive Learning Batch Size under Memory Limited Setup"):
 *
 * <ol>
 *   <li>represent the batch part by part, without a graph;
 *   <li>contrast all representations, and keep the gradient of each; scale and bias of the
 *       objective get theirs here;
 *   <li>represent each part again, with a graph, and go back from the kept gradients.
 * </ol>
 *
 * <p>The gradients are those of {@link TrainingStep} up to rounding, for a second forward pass.
 * That needs encoders that treat each example alone and the same way in both passes. BatchNorm in
 * training does not do the one and dropout not the other, so both are refused where they can be
 * seen: as DJL's blocks. An encoder that calls dropout or statistics of the batch by itself must
 * not be used here.
 */
public final class CachedStep implements Step {

  private final ContrastiveLearner learner;
  private final Optimizer optimizer;
  private final double clipNorm;
  private final int microBatch;

  /**
   * Puts the step together.
   *
   * @param learner what is trained; blocks are to be frozen before
   * @param optimizer over the learner's trainable parameters
   * @param clipNorm bound on the global norm of gradients; 0 is none
   * @param microBatch examples a part, at least 1; the last part of a batch may have fewer
   * @throws IllegalArgumentException if the part is below 1
   * @throws NotCacheableException if a block that is trained holds BatchNorm or dropout
   */
  public CachedStep(
      ContrastiveLearner learner, Optimizer optimizer, double clipNorm, int microBatch) {
    if (microBatch < 1) {
      throw new IllegalArgumentException(
          "a part of a batch must have at least 1 example, found " + microBatch);
    }
    learner.network().trainableBlocks().forEach((name, block) -> requireCacheable(name, "", block));
    this.learner = learner;
    this.optimizer = optimizer;
    this.clipNorm = clipNorm;
    this.microBatch = microBatch;
  }

  @Override
  public NDArray take(NDManager step, Batch batch, StepPlace place, double learningRate) {
    NDList cache = represent(step, batch);
    cache.forEach(array -> array.setRequiresGradient(true));
    NDArray loss = Backpropagation.of(step, () -> learner.contrast(cache, batch), cache);
    NDList gradients = new NDList();
    cache.forEach(array -> gradients.add(array.getGradient()));
    for (int from = 0; from < batch.size(); from += microBatch) {
      goBack(step, batch, gradients, from, Math.min(batch.size(), from + microBatch));
    }
    TrainingStep.update(step, learner, optimizer, clipNorm, learningRate);
    return loss.stopGradient();
  }

  /** Representations of the whole batch on the manager of the step, without a graph. */
  private NDList represent(NDManager step, Batch batch) {
    List<NDList> parts = new ArrayList<>();
    for (int from = 0; from < batch.size(); from += microBatch) {
      int to = Math.min(batch.size(), from + microBatch);
      try (NDManager own = step.newSubManager();
          NDScope everything = new NDScope()) {
        everything.suppressNotUsedWarning();
        NDList part = new NDList();
        for (NDArray array : learner.represent(part(own, batch, from, to))) {
          NDArray detached = array.stopGradient();
          detached.attach(step);
          NDScope.unregister(detached);
          part.add(detached);
        }
        parts.add(part);
      }
    }
    NDList whole = new NDList();
    for (int k = 0; k < parts.get(0).size(); k++) {
      NDList rows = new NDList();
      for (NDList part : parts) {
        rows.add(part.get(k));
      }
      whole.add(NDArrays.concat(rows, 0));
    }
    parts.forEach(NDList::close);
    return whole;
  }

  /** Adds what one part contributes to the gradients of the encoders. */
  private void goBack(NDManager step, Batch batch, NDList gradients, int from, int to) {
    try (NDManager own = step.newSubManager()) {
      Backpropagation.of(own, () -> inner(own, batch, gradients, from, to), new NDList());
    }
  }

  /** A scalar whose gradient by the representations is what was kept of them. */
  private NDArray inner(NDManager own, Batch batch, NDList gradients, int from, int to) {
    NDList again = learner.represent(part(own, batch, from, to));
    NDArray sum = null;
    for (int k = 0; k < again.size(); k++) {
      NDArray product = again.get(k).mul(rows(own, gradients.get(k), from, to)).sum();
      sum = sum == null ? product : sum.add(product);
    }
    return sum;
  }

  private static Batch part(NDManager own, Batch batch, int from, int to) {
    Map<String, NDArray> modalities = new LinkedHashMap<>();
    batch.modalities().forEach((name, array) -> modalities.put(name, rows(own, array, from, to)));
    NDArray labels = batch.labels() == null ? null : rows(own, batch.labels(), from, to);
    return new Batch(to - from, modalities, labels);
  }

  private static NDArray rows(NDManager own, NDArray array, int from, int to) {
    return array.get(own, new NDIndex().addSliceDim(from, to));
  }

  private static void requireCacheable(String name, String place, Block block) {
    if (block instanceof BatchNorm || block instanceof Dropout) {
      throw new NotCacheableException(name, place, block.getClass().getSimpleName());
    }
    block
        .getChildren()
        .forEach(child -> requireCacheable(name, place + "/" + child.getKey(), child.getValue()));
  }
}
