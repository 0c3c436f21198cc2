package dev.counterpoint.app.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Map;

/** Captions of coloured digits in the form that a caption encoder takes. */
public interface DigitCaptions {

  /** Shape of a batch of captions. */
  Shape shape(int batchSize);

  /**
   * All captions of one class: each colour in each form.
   *
   * @param manager owner of the result
   * @return {@code (promptsPerClass, ...)}
   */
  NDArray prompts(NDManager manager, int digit);

  /** Captions of one class. */
  int promptsPerClass();

  /**
   * The captions of training examples.
   *
   * @param owner of what is kept on the device
   * @param digits the examples
   * @param named {@code (N)} the digit that each caption names
   * @param root of the run's randomness
   */
  Source source(NDManager owner, ColoredDigits digits, byte[] named, RandomAddress root);

  /** Captions by example and epoch. */
  interface Source {

    /**
     * The captions of a batch.
     *
     * @param index {@code (B)} int64, the examples on the device; the result belongs to its manager
     * @param examples the same on the host
     * @param epoch counted from 0
     * @return {@link dev.counterpoint.datasets.Modality#CAPTION}, {@code (B, ...)}, or what stands
     *     for it ({@link dev.counterpoint.models.learner.CaptionParts})
     */
    Map<String, NDArray> of(NDArray index, long[] examples, int epoch);
  }
}
