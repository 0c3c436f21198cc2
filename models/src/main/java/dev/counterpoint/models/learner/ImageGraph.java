package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trained learner makes of pictures, as one block for export: {@code (N, C, H, W) float32}
 * to the arrays that {@link #outputs} names. It shares the learner's parameters.
 */
public final class ImageGraph extends AbstractBlock {

  /** What the image encoder gives, {@code (N, F)}. */
  public static final String FEATURES = "features";

  /** Rows of length one in the space of a contrastive loss, {@code (N, D)}. */
  public static final String EMBEDDINGS = "image_embeds";

  /** Scores of classes, {@code (N, K)}; their softmax gives probabilities. */
  public static final String LOGITS = "logits";

  private static final byte VERSION = 1;

  private final Block encoder;
  private final Block projection;
  private final Block head;
  private final List<String> outputs = new ArrayList<>();

  private ImageGraph(Block encoder, Block projection, Block head) {
    super(VERSION);
    this.encoder = addChildBlock("image-encoder", encoder);
    this.projection = projection == null ? null : addChildBlock("image-projection", projection);
    this.head = head == null ? null : addChildBlock("head", head);
    outputs.add(FEATURES);
    if (projection != null) {
      outputs.add(EMBEDDINGS);
    }
    if (head != null) {
      outputs.add(LOGITS);
    }
  }

  /** The graph of a contrastive learner. */
  static ImageGraph contrastive(Block encoder, Block projection) {
    return new ImageGraph(encoder, projection, null);
  }

  /** The graph of a learner that scores classes. */
  static ImageGraph supervised(Block encoder, Block head) {
    return new ImageGraph(encoder, null, head);
  }

  /**
   * The same with scores of classes, read from the features by another block.
   *
   * @param reader initialised, {@code (N, F) -> (N, K)}, such as a fitted linear probe
   * @throws IllegalStateException if there is a head already
   */
  public ImageGraph withHead(Block reader) {
    if (head != null) {
      throw new IllegalStateException("the graph has a head already");
    }
    return new ImageGraph(encoder, projection, reader);
  }

  /** Names of the outputs, in their order. */
  public List<String> outputs() {
    return List.copyOf(outputs);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
    NDArray features = encoder.forward(store, inputs, training).singletonOrThrow();
    NDList all = new NDList(features);
    if (projection != null) {
      NDArray projected =
          projection.forward(store, new NDList(features), training).singletonOrThrow();
      all.add(ImageTower.toLengthOne(projected));
    }
    if (head != null) {
      all.add(head.forward(store, new NDList(features), training).singletonOrThrow());
    }
    return all;
  }

  /** Its blocks are. */
  @Override
  public boolean isInitialized() {
    return true;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape[] features = encoder.getOutputShapes(inputs);
    List<Shape> shapes = new ArrayList<>(List.of(features[0]));
    if (projection != null) {
      shapes.add(projection.getOutputShapes(features)[0]);
    }
    if (head != null) {
      shapes.add(head.getOutputShapes(features)[0]);
    }
    return shapes.toArray(new Shape[0]);
  }
}
