package dev.counterpoint.inference.runtime;

import ai.onnxruntime.OnnxTensor;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.GraphSpec;
import dev.counterpoint.inference.config.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * The encoder of pictures of a bundle in ONNX Runtime. Any number of threads may run it at once;
 * closing waits for those that do.
 */
public final class ImageSession implements AutoCloseable {

  private final GraphSession session;
  private final GraphSpec spec;

  private ImageSession(GraphSession session, GraphSpec spec) {
    this.session = session;
    this.spec = spec;
  }

  /**
   * Loads the encoder.
   *
   * @throws ModelDiffersException if the file does not have the stated inputs and outputs
   * @throws RunFailedException if ONNX Runtime refuses the file
   */
  public static ImageSession open(Bundle bundle, RuntimeOptions options) {
    GraphSpec spec = bundle.config().image();
    return new ImageSession(GraphSession.open(bundle, spec, options), spec);
  }

  /** Numbers of one picture: {@code 3 * H * W}. */
  public int pixels() {
    List<Integer> shape = spec.inputs().get(0).shape();
    return Math.toIntExact((long) shape.get(1) * shape.get(2) * shape.get(3));
  }

  /** Whether the model has the output. */
  public boolean has(String output) {
    return spec.output(output).isPresent();
  }

  /**
   * Width of an output.
   *
   * @throws java.util.NoSuchElementException if the model has no such output
   */
  public int width(String output) {
    return spec.output(output).orElseThrow().shape().get(1);
  }

  /**
   * Encodes pictures. Direct buffers in native order are read and written in place, others are
   * copied once.
   *
   * @param pixels {@code (count, 3, H, W)} from its position to its limit; unchanged
   * @param output name of the output
   * @param result {@code (count, width)}: filled from its position to its limit; the position stays
   * @throws IllegalArgumentException if the buffers do not fit one another or the model
   * @throws IllegalStateException if this is closed
   * @throws RunFailedException if ONNX Runtime fails
   */
  public void run(FloatBuffer pixels, String output, FloatBuffer result) {
    int count = pixels.remaining() / pixels();
    requireSizes(pixels, count, output, result);
    if (count == 0) {
      return;
    }
    FloatBuffer in =
        inPlace(pixels)
            ? pixels.slice()
            : direct(pixels.remaining()).put(pixels.duplicate()).flip();
    FloatBuffer out = inPlace(result) ? result.slice() : direct(result.remaining());
    TensorSpec input = spec.inputs().get(0);
    long[] inShape = input.shape().stream().mapToLong(Integer::longValue).toArray();
    inShape[0] = count;
    long[] outShape = {count, width(output)};
    session.use(
        (environment, open) -> {
          try (OnnxTensor inTensor = OnnxTensor.createTensor(environment, in, inShape);
              OnnxTensor outTensor = OnnxTensor.createTensor(environment, out, outShape)) {
            open.run(Map.of(BundleConfig.PIXEL_VALUES, inTensor), Map.of(output, outTensor))
                .close();
            return null;
          }
        });
    if (!inPlace(result)) {
      result.duplicate().put(out.clear());
    }
  }

  private void requireSizes(FloatBuffer pixels, int count, String output, FloatBuffer result) {
    if (pixels.remaining() != (long) count * pixels()
        || result.remaining() != (long) count * width(output)) {
      throw new IllegalArgumentException(
          "%d numbers are not pictures of %d, or %d numbers are not as many results of %d"
              .formatted(pixels.remaining(), pixels(), result.remaining(), width(output)));
    }
  }

  private static boolean inPlace(FloatBuffer buffer) {
    return buffer.isDirect() && buffer.order() == ByteOrder.nativeOrder();
  }

  /** A buffer that ONNX Runtime uses in place. */
  public static FloatBuffer direct(int numbers) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(numbers, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Waits for runs to end, then gives the model's memory back; later runs are refused. */
  @Override
  public void close() {
    session.close();
  }
}
