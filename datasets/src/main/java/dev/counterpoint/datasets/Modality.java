package dev.counterpoint.datasets;

import java.util.List;

/**
 * A named input.
 *
 * @param name as in a batch: {@code "image"}
 * @param shape of one example, without the batch axis: {@code [3, 28, 28]}
 */
public record Modality(String name, List<Long> shape) {

  /** Pictures, {@code (N, channels, height, width)} float32 in [0, 1]. */
  public static final String IMAGE = "image";

  /** A second view of the same pictures, for single-modal contrast; shaped as {@link #IMAGE}. */
  public static final String VIEW = "view";

  /**
   * Captions, {@code (N, ...)}: token ids {@code (N, length)} int64, or for the ideal language
   * encoder {@code (N, 20)} float32.
   */
  public static final String CAPTION = "caption";

  /** Other captions of the same pictures, for single-modal contrast; as {@link #CAPTION}. */
  public static final String OTHER_CAPTION = "other-caption";

  /** In the place of both: the caption of each example, then the other one of each. */
  public static final String BOTH_CAPTIONS = "both-captions";

  /**
   * Which examples of a batch mean the same, {@code (N)} int64: those with equal numbers have equal
   * captions or the same picture, and so are no negatives of one another.
   */
  public static final String GROUP = "group";

  /** Copies the shape. */
  public Modality {
    shape = List.copyOf(shape);
  }
}
