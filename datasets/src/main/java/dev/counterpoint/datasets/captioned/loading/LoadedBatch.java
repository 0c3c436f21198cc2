package dev.counterpoint.datasets.captioned.loading;

import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.captioned.Description;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A batch in memory. Closing gives its bytes to a later batch.
 *
 * <p>On a CPU, DJL makes an array <em>over</em> a direct buffer and not a copy of it: close the
 * batch only when arrays made of {@link #pixels} have been cast or copied, and are no longer used.
 */
public final class LoadedBatch implements AutoCloseable {

  private final Shape shape;
  private final ByteBuffer buffer;
  private final List<LoadedExample> examples;
  private final Runnable giveBack;
  private boolean closed;

  LoadedBatch(Shape shape, ByteBuffer buffer, List<LoadedExample> examples, Runnable giveBack) {
    this.shape = shape;
    this.buffer = buffer;
    this.examples = List.copyOf(examples);
    this.giveBack = giveBack;
  }

  /** Number of examples, N. */
  public int size() {
    return examples.size();
  }

  /** {@code (N, C, height, width)}. */
  public Shape shape() {
    return shape;
  }

  /**
   * The pictures, {@code (N, C, height, width)} uint8, in a direct buffer; a view of its own each
   * time.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized ByteBuffer pixels() {
    if (closed) {
      throw new IllegalStateException("the batch was closed, its bytes are another's");
    }
    return buffer.duplicate();
  }

  /** Indices within the set, where a bad example's is that of the one in its place. */
  public int[] indices() {
    return examples.stream().mapToInt(LoadedExample::index).toArray();
  }

  /** Keys within the set. */
  public List<String> keys() {
    return examples.stream().map(LoadedExample::key).toList();
  }

  /** One caption of each; another in another epoch, where there are several. */
  public List<String> captions() {
    return examples.stream().map(LoadedExample::caption).toList();
  }

  /** A second caption of each, different from the first where there are several. */
  public List<String> otherCaptions() {
    return examples.stream().map(LoadedExample::otherCaption).toList();
  }

  /** All captions and fields of each. */
  public List<Description> descriptions() {
    return examples.stream().map(LoadedExample::description).toList();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      giveBack.run();
    }
  }
}
