package dev.counterpoint.inference.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.GraphSpec;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The encoder of sentences of a bundle in ONNX Runtime. Any number of threads may run it at once;
 * closing waits for those that do.
 */
public final class TextSession implements AutoCloseable {

  private final String where;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int width;
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();
  private boolean closed;

  private TextSession(String where, OrtEnvironment environment, OrtSession session, int width) {
    this.where = where;
    this.environment = environment;
    this.session = session;
    this.width = width;
  }

  /**
   * Loads the encoder of a bundle that has a {@code text_config}.
   *
   * @throws ModelDiffersException if the file does not have the stated inputs and outputs
   * @throws RunFailedException if ONNX Runtime refuses the file
   */
  public static TextSession open(Bundle bundle, RuntimeOptions options) {
    GraphSpec spec = bundle.config().text().orElseThrow();
    String where = bundle.where() + "/" + spec.file();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions settings = SessionSettings.of(options)) {
      OrtSession session =
          environment.createSession(bundle.file(spec.file()).orElseThrow(), settings);
      try {
        GraphInterface.require(where, session, spec);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
      int width = spec.output(BundleConfig.TEXT_EMBEDS).orElseThrow().shape().get(1);
      return new TextSession(where, environment, session, width);
    } catch (OrtException e) {
      throw new RunFailedException(where, e);
    }
  }

  /** Numbers of an embedding, {@code D}. */
  public int width() {
    return width;
  }

  /**
   * Encodes rows of tokens.
   *
   * @param ids {@code (count, length)}, row by row
   * @return {@code (count, D)}, row by row
   * @throws IllegalStateException if this is closed
   * @throws RunFailedException if ONNX Runtime fails, or gives another shape than was stated
   */
  public float[] run(long[] ids, int count, int length) {
    if (count == 0) {
      return new float[0];
    }
    inUse.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the model " + where + " is closed");
      }
      long[] shape = {count, length};
      try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
          OrtSession.Result result =
              session.run(
                  Map.of(BundleConfig.INPUT_IDS, input), Set.of(BundleConfig.TEXT_EMBEDS))) {
        FloatBuffer found = ((OnnxTensor) result.get(0)).getFloatBuffer();
        if (found.remaining() != (long) count * width) {
          throw new RunFailedException(
              where,
              new OrtException(
                  "expected %d rows of %d numbers, found %d numbers"
                      .formatted(count, width, found.remaining())));
        }
        float[] embeddings = new float[found.remaining()];
        found.get(embeddings);
        return embeddings;
      }
    } catch (OrtException e) {
      throw new RunFailedException(where, e);
    } finally {
      inUse.readLock().unlock();
    }
  }

  /** Waits for runs to end, then gives the model's memory back; later runs are refused. */
  @Override
  public void close() {
    inUse.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new RunFailedException(where, e);
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
