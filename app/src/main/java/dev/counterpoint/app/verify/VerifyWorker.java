package dev.counterpoint.app.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.device.GpuMath;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.natives.Natives;
import dev.counterpoint.datasets.download.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The process of the checks with one precision; tells of each when it begins and when it ends. */
public final class VerifyWorker {

  /** The key of a line that says which check begins. */
  static final String BEGIN = "begin";

  private static final ObjectMapper JSON = new ObjectMapper();

  private VerifyWorker() {}

  /** Checks: {@code DEVICE exact|fast SECONDS THREADS FOLDER}; JSON lines on the output. */
  public static void main(String[] arguments) {
    Threads.use(Integer.parseInt(arguments[3]));
    new Natives(Host.current()).prepare(System.err::println);
    boolean exact = arguments[1].equals("exact");
    DeviceChoice choice = new DeviceChoice(arguments[0]);
    GpuMath.of(Host.current(), !exact).use(choice, true);
    Subject subject =
        new Subject(choice, exact, Double.parseDouble(arguments[2]), Path.of(arguments[4]));
    DeviceChecks device = new DeviceChecks(subject);
    TrainingChecks training = new TrainingChecks(subject);
    if (exact) {
      check("device visible", device::visible);
    }
    check("precision", device::precision);
    check("loss curve", training::lossCurve);
    for (String method : List.of("CLIP", "SimCLR", "supervised", GradientCheck.MCR)) {
      check("gradients of a %s step".formatted(method), () -> GradientCheck.run(method, subject));
    }
    if (exact) {
      // The exporter compares with ONNX Runtime on the CPU, which has no TF32.
      check("ONNX export", training::export);
      check("resume", training::resume);
      check("arrays left behind", training::arrays);
      check("more memory than there is", device::exhausted);
    }
    check("speed", device::speed);
    System.out.flush();
    // Threads of the engine must not keep a process that has said all.
    System.exit(0);
  }

  private static void check(String name, Supplier<CheckResult> check) {
    say(Map.of(BEGIN, name));
    CheckResult result;
    try {
      result = check.get();
    } catch (RuntimeException | LinkageError e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      String text = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
      result = CheckResult.failed(name, root.getClass().getSimpleName() + ": " + text.strip());
    }
    say(result);
  }

  private static void say(Object line) {
    try {
      System.out.println(JSON.writeValueAsString(line));
      System.out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
