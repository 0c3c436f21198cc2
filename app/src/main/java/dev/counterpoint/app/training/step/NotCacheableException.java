package dev.counterpoint.app.training.step;

import dev.counterpoint.datasets.CounterpointException;

/** An encoder cannot be trained in parts of a batch with the gradients of the whole batch. */
public final class NotCacheableException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the encoder.
   *
   * @param name of the block in the network
   * @param place below it, such as {@code /02BatchNorm}
   * @param type what stands there
   */
  NotCacheableException(String name, String place, String type) {
    super(
        "gradient caching needs encoders that give an example the same result in every part of a"
            + " batch, but %s%s is %s, which %s"
                .formatted(
                    name,
                    place,
                    type,
                    type.equals("Dropout")
                        ? "draws anew in the second pass"
                        : "would take its statistics from the part"),
        "Train with whole batches, freeze '%s', or choose an encoder without %s, such as one with"
                .formatted(name, type)
            + " LayerNorm.");
  }
}
