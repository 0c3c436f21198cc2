package dev.counterpoint.inference.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.GraphSpec;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Set;

/**
 * The encoder of sentences of a bundle in ONNX Runtime. Any number of threads may run it at once;
 * closing waits for those that do.
 */
public final class TextSession implements AutoCloseable {

  private final GraphSession session;
  private final int width;

  private TextSession(GraphSession session, int width) {
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
    int width = spec.output(BundleConfig.TEXT_EMBEDS).orElseThrow().shape().get(1);
    return new TextSession(GraphSession.open(bundle, spec, options), width);
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
    return session.use(
        (environment, open) -> {
          long[] shape = {count, length};
          try (OnnxTensor input =
                  OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
              OrtSession.Result result =
                  open.run(
                      Map.of(BundleConfig.INPUT_IDS, input), Set.of(BundleConfig.TEXT_EMBEDS))) {
            return embeddings(((OnnxTensor) result.get(0)).getFloatBuffer(), count);
          }
        });
  }

  private float[] embeddings(FloatBuffer found, int count) throws OrtException {
    if (found.remaining() != (long) count * width) {
      throw new OrtException(
          "expected %d rows of %d numbers, found %d numbers"
              .formatted(count, width, found.remaining()));
    }
    float[] embeddings = new float[found.remaining()];
    found.get(embeddings);
    return embeddings;
  }

  /** Waits for runs to end, then gives the model's memory back; later runs are refused. */
  @Override
  public void close() {
    session.close();
  }
}
