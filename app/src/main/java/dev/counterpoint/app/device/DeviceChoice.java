package dev.counterpoint.app.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import ai.djl.util.cuda.CudaUtils;
import dev.counterpoint.app.natives.EngineLoading;
import dev.counterpoint.app.natives.NativesException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to compute, as a person says it: {@code auto} (the first GPU, or the CPU where there is
 * none), {@code cpu}, {@code gpu}, {@code gpu:1}.
 *
 * @param text one of these forms
 */
public record DeviceChoice(String text) {

  private static final Pattern FORM = Pattern.compile("auto|cpu|gpu(?::(\\d{1,3}))?");

  /**
   * Checks the form.
   *
   * @throws DeviceException if it is none of them
   */
  public DeviceChoice {
    if (!FORM.matcher(text).matches()) {
      throw new DeviceException(
          "device '" + text + "' is not known", "Use auto, cpu, gpu, or gpu:1 for the second GPU.");
    }
  }

  /**
   * The device; loads the engine.
   *
   * @throws DeviceException if a GPU is asked for that is not there; the text says what was looked
   *     for
   * @throws NativesException if the engine's libraries cannot be loaded
   */
  public Device resolve() {
    Engine engine = EngineLoading.engine();
    int gpus = text.equals("cpu") ? 0 : engine.getGpuCount();
    if (text.equals("cpu") || text.equals("auto") && gpus == 0) {
      return Device.cpu();
    }
    Matcher matcher = FORM.matcher(text);
    int wanted =
        matcher.matches() && matcher.group(1) != null ? Integer.parseInt(matcher.group(1)) : 0;
    if (wanted >= gpus) {
      throw new DeviceException(
          ("device %s is not there: found %d GPUs. Looked for an NVIDIA driver through the CUDA"
                  + " runtime library (libcudart) on the loader path, and for CUDA natives of PyTorch"
                  + " (PYTORCH_LIBRARY_PATH is %s, PYTORCH_FLAVOR is %s); loaded is %s.")
              .formatted(
                  text,
                  gpus,
                  variable("PYTORCH_LIBRARY_PATH"),
                  variable("PYTORCH_FLAVOR"),
                  engine.toString().replaceAll("\\s+", " ").strip()),
          "Run './counterpoint --cuda doctor' to see what is missing, or use --device cpu.");
    }
    return Device.gpu(wanted);
  }

  /**
   * Whether it will be the CPU, without loading the engine: for a process that only starts others.
   */
  public boolean resolvesToCpu() {
    return text.equals("cpu") || text.equals("auto") && CudaUtils.getGpuCount() == 0;
  }

  private static String variable(String name) {
    String value = Utils.getEnvOrSystemProperty(name);
    return value == null ? "not set" : value;
  }
}
