package dev.counterpoint.app.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredImages;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.signalnoise.SignalTraces;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Batches of coloured digits, resident on the device. Each epoch has an order of its own; the batch
 * of a step follows from seed, epoch and step alone.
 */
public final class ColoredBatches implements BatchSource {

  /**
   * Captions of the examples.
   *
   * @param form in which they are given
   * @param named {@code (N)} the digit that each names
   */
  public record NamedCaptions(DigitCaptions form, byte[] named) {}

  private final ColoredImages images;
  private static final String IMAGE_ENCODER = "image-encoder";

  private final NDManager manager;
  private final NDArray labels;
  private final DigitCaptions.Source captions;
  private final Views views;
  private final int batchSize;
  private final int size;
  private final RandomAddress address;
  private SignalTraces traces;
  private int orderedEpoch = -1;
  private int[] order;

  /**
   * Copies the environment to the device.
   *
   * @param parent owner; a child of it holds the arrays until {@link #close}
   * @param digits what to train on
   * @param captions in some form with the digit that each names, or null for none
   * @param views how a second view is made, or null for none
   * @param batchSize examples a batch
   * @param root of the run's randomness
   */
  public ColoredBatches(
      NDManager parent,
      ColoredDigits digits,
      NamedCaptions captions,
      Views views,
      int batchSize,
      RandomAddress root) {
    this.manager = parent.newSubManager();
    this.images = new ColoredImages(manager, digits);
    this.size = digits.size();
    long[] wide = new long[size];
    Arrays.setAll(wide, i -> digits.noisyLabels()[i]);
    this.labels = manager.create(wide);
    this.captions =
        captions == null ? null : captions.form().source(manager, digits, captions.named(), root);
    this.views = views;
    this.batchSize = batchSize;
    this.address = root.purpose("order");
  }

  /**
   * Lets metrics lines tell what the first layer of the image encoder has learned of colour, of
   * shape and of what is left of its training pictures ({@link SignalTraces}).
   *
   * @param digits of these batches
   * @return this
   */
  public ColoredBatches traced(ColoredDigits digits) {
    traces = ColorAndShape.traces(manager, digits);
    return this;
  }

  /** Empty where they were not asked for, or the encoder does not begin with a linear layer. */
  @Override
  public Map<String, NDArray> traces(Network network, NDManager scratch) {
    return Optional.ofNullable(traces)
        .flatMap(
            asked ->
                asked
                    .firstLayer(network.block(IMAGE_ENCODER))
                    .map(weight -> asked.of(weight, scratch)))
        .orElse(Map.of());
  }

  @Override
  public int stepsPerEpoch() {
    return size / batchSize;
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public Batch batch(NDManager step, int epoch, int stepInEpoch) {
    long[] examples = indices(epoch, stepInEpoch);
    NDArray index = step.create(examples);
    NDArray own = labels.get(new NDIndex("{}", index));
    own.attach(step);
    if (views != null) {
      long place = (long) epoch * stepsPerEpoch() + stepInEpoch;
      return new Batch(
          batchSize,
          Map.of(
              Modality.IMAGE, views.of(images, index, place, 0),
              Modality.VIEW, views.of(images, index, place, 1)),
          own);
    }
    NDArray pictures = images.pictures(index);
    if (captions == null) {
      return new Batch(batchSize, Map.of(Modality.IMAGE, pictures), own);
    }
    Map<String, NDArray> modalities = new HashMap<>(captions.of(index, examples, epoch));
    modalities.put(Modality.IMAGE, pictures);
    return new Batch(batchSize, modalities, own);
  }

  private long[] indices(int epoch, int stepInEpoch) {
    if (epoch != orderedEpoch) {
      order = address.at(epoch).permutation(size);
      orderedEpoch = epoch;
    }
    long[] indices = new long[batchSize];
    for (int i = 0; i < batchSize; i++) {
      indices[i] = order[stepInEpoch * batchSize + i];
    }
    return indices;
  }

  @Override
  public void close() {
    manager.close();
  }
}
