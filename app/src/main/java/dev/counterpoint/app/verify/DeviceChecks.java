package dev.counterpoint.app.verify;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.util.cuda.CudaUtils;
import dev.counterpoint.app.device.DeviceMemory;
import dev.counterpoint.app.device.OutOfMemoryException;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.app.training.step.TrainingStep;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.Learner;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** What the device is, how exactly it multiplies and how fast it trains. */
final class DeviceChecks {

  /** Between the errors of float32 (1e-6, some 1e-5 by Winograd) and of TF32 (3e-4). */
  private static final double EXACT = 5e-5;

  /** The first compute capability with TF32, 8.0, as DJL writes it. */
  private static final int TF32_CAPABILITY = 80;

  /** 2^49 bytes of floats. */
  private static final long TOO_MANY = 1L << 47;

  private static final int SAID = 120;
  private static final int SIDE = 512;
  private static final Shape PICTURES = new Shape(16, 32, 28, 28);
  private static final Shape KERNELS = new Shape(32, 32, 3, 3);
  private static final int SPEED_BATCH = 256;
  private static final int ROUND = 4;

  private final Subject subject;

  /** Checks of a subject. */
  DeviceChecks(Subject subject) {
    this.subject = subject;
  }

  /** The device computes a sum, and says what it is. */
  CheckResult visible() {
    Device device = subject.device();
    try (NDManager manager = NDManager.newBaseManager(device)) {
      float sum = manager.ones(new Shape(1000)).sum().toFloatArray()[0];
      return CheckResult.of("device visible", sum == 1000, description(device), "computes a sum");
    }
  }

  /** Asks for more memory than there is: the answer must be known as such, and harm nothing. */
  CheckResult exhausted() {
    Device device = subject.device();
    String said = "nothing";
    boolean known = false;
    try (NDManager manager = NDManager.newBaseManager(device)) {
      try {
        manager.zeros(new Shape(TOO_MANY));
      } catch (EngineException e) {
        known = OutOfMemoryException.isCause(e);
        said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      }
      boolean works = manager.ones(new Shape(10)).sum().toFloatArray()[0] == 10;
      return CheckResult.of(
          "more memory than there is",
          known && works,
          said.substring(0, Math.min(SAID, said.length())),
          "known as such, and the device goes on");
    }
  }

  private static String description(Device device) {
    if (!device.isGpu()) {
      return "cpu, threads: %d".formatted(Threads.used());
    }
    return "gpu:%d, compute capability %s, CUDA runtime %s, memory %s"
        .formatted(
            device.getDeviceId(),
            CudaUtils.getComputeCapability(device.getDeviceId()),
            CudaUtils.getCudaVersionString(),
            DeviceMemory.of(device).map(memory -> memory.text() + " used").orElse("not known"));
  }

  /** Matrix products and convolutions beside the CPU's: tells whether TF32 is on, or off. */
  CheckResult precision() {
    double products = error(DeviceChecks::product);
    double convolutions = error(DeviceChecks::convolution);
    String measured =
        String.format(
            Locale.ROOT, "products %.1e, convolutions %.1e from the CPU's", products, convolutions);
    String name = "TF32 " + (subject.exact() ? "off" : "on");
    if (subject.exact() || !hasTf32(subject.device())) {
      return CheckResult.of(
          name,
          products <= EXACT && convolutions <= EXACT,
          measured,
          String.format(Locale.ROOT, "at most %.0e: float32", EXACT));
    }
    return CheckResult.of(
        name,
        products > EXACT && convolutions > EXACT,
        measured,
        String.format(Locale.ROOT, "above %.0e: not float32", EXACT));
  }

  private static boolean hasTf32(Device device) {
    return device.isGpu()
        && Integer.parseInt(CudaUtils.getComputeCapability(device.getDeviceId()))
            >= TF32_CAPABILITY;
  }

  private double error(Function<NDManager, NDArray> computation) {
    return GradientCheck.relative(
        Map.of("", on(Device.cpu(), computation)), Map.of("", on(subject.device(), computation)));
  }

  private static float[] on(Device device, Function<NDManager, NDArray> computation) {
    try (NDManager manager = NDManager.newBaseManager(device)) {
      return computation.apply(manager).toFloatArray();
    }
  }

  private static NDArray product(NDManager manager) {
    Shape square = new Shape(SIDE, SIDE);
    return noise(manager, 1, square).matMul(noise(manager, 2, square));
  }

  private static NDArray convolution(NDManager manager) {
    NDList result = Conv2d.conv2d(noise(manager, 3, PICTURES), noise(manager, 4, KERNELS));
    return result.singletonOrThrow();
  }

  private static NDArray noise(NDManager manager, long index, Shape shape) {
    SplittableRandom random = RandomAddress.seed(5).at(index).stream();
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, shape);
  }

  /** Training steps of CLIP with batches of 256, with and without a GPU. */
  CheckResult speed() {
    double own = samplesPerSecond(subject.device());
    String measured = "%s %,.0f samples/s".formatted(subject.name(), own);
    if (subject.exact()) {
      double cpu = samplesPerSecond(Device.cpu());
      measured +=
          String.format(
              Locale.ROOT,
              ", cpu (threads: %d) %,.0f: %.2f times as fast",
              Threads.used(),
              cpu,
              own / cpu);
    }
    return CheckResult.measured(
        "speed of CLIP steps, batch %d, %s".formatted(SPEED_BATCH, subject.precision()), measured);
  }

  private double samplesPerSecond(Device device) {
    Assembly assembly =
        new Assembly(VerifiedRuns.recipe("colored-mnist-clip", SPEED_BATCH), RandomAddress.seed(1));
    ColoredEnvironments environments = assembly.environments(VerifiedRuns.sets(2 * SPEED_BATCH));
    try (NDManager manager = NDManager.newBaseManager(device);
        Learner learner = assembly.learner(environments, manager);
        BatchSource source = assembly.batches(environments, manager)) {
      TrainingStep step = new TrainingStep(learner, assembly.optimizer(learner), 0);
      Round round = new Round(learner, step, source);
      round.take();
      long begin = System.nanoTime();
      long steps = 0;
      do {
        round.take();
        steps += ROUND;
      } while (System.nanoTime() - begin < subject.seconds() * 1e9);
      return steps * SPEED_BATCH / ((System.nanoTime() - begin) / 1e9);
    }
  }

  /** Some steps, after the last of which the host waits for the device. */
  private record Round(Learner learner, TrainingStep step, BatchSource source) {

    void take() {
      for (int i = 0; i < ROUND; i++) {
        try (NDManager own = learner.network().manager().newSubManager()) {
          NDArray loss = step.take(own, source.batch(own, 0, i % 2), 1e-4);
          if (i + 1 == ROUND) {
            loss.toFloatArray();
          }
        }
      }
    }
  }
}
