package dev.counterpoint.app.bench.worker;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import dev.counterpoint.app.bench.protocol.Figure;
import dev.counterpoint.app.bench.protocol.Quantity;
import dev.counterpoint.app.bench.protocol.StepTimer;

/**
 * The most float32 operations a second that libtorch reaches in a product of square matrices on
 * this machine: the best median over sizes and over both of its ways, MKL's matrix product and
 * oneDNN's convolution of kernel 1x1, which is the same sum. On processors of other makers than
 * MKL's the latter is the faster one, and a peak without it would flatter whatever is compared with
 * it.
 */
public final class PeakWorker {

  private static final int[] SIDES = {512, 1024, 2048};
  private static final int PICTURES = 16;

  private static final Shape ONE = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);

  private PeakWorker() {}

  /** Measures: {@code THREADS SECONDS}, the seconds shared by all sizes and ways. */
  public static void main(String[] arguments) {
    WorkerStart.prepare(Integer.parseInt(arguments[0]));
    StepTimer timer = new StepTimer(Double.parseDouble(arguments[1]) / (2 * SIDES.length));
    double best = 0;
    for (int side : SIDES) {
      try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
        double seconds = Math.min(product(timer, manager, side), convolution(timer, manager, side));
        best = Math.max(best, 2.0 * side * side * side / seconds / 1e9);
      }
    }
    System.out.println(new Figure(Quantity.COMPUTE, best).line());
  }

  private static double product(StepTimer timer, NDManager manager, int side) {
    NDArray a = noise(manager, new Shape(side, side));
    NDArray b = noise(manager, new Shape(side, side));
    return timer.time(() -> a.matMul(b).close()).medianSeconds();
  }

  private static double convolution(StepTimer timer, NDManager manager, int side) {
    // (N, C, L, 1) with N L rows of C numbers, side by side in memory
    NDArray rows =
        noise(manager, new Shape(PICTURES, side / PICTURES, 1, side)).transpose(0, 3, 1, 2);
    NDArray kernel = noise(manager, new Shape(side, side, 1, 1));
    return timer
        .time(() -> Conv2d.conv2d(rows, kernel, null, ONE, NONE, ONE, 1).close())
        .medianSeconds();
  }

  private static NDArray noise(NDManager manager, Shape shape) {
    return manager.randomUniform(0, 1, shape);
  }
}
