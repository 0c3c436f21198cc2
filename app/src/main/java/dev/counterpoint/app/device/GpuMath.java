package dev.counterpoint.app.device;

import dev.counterpoint.datasets.download.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a GPU computes. PyTorch and NVIDIA's libraries read it from the environment when they are
 * loaded, so that it must be set before the engine loads. Nothing of it changes what a CPU does,
 * and a CPU is not told of it.
 *
 * <p>TF32 multiplies with 10 bits of mantissa and adds with 23, on tensor cores of GPUs of compute
 * capability 8.0 and later. PyTorch uses it for convolutions; matrix products follow {@code
 * TORCH_ALLOW_TF32_CUBLAS_OVERRIDE}. DJL can switch neither, so that convolutions are kept from it
 * by {@code NVIDIA_TF32_OVERRIDE=0}, which all of NVIDIA's libraries obey.
 *
 * @param tf32Products whether matrix products may use TF32
 * @param tf32Convolutions whether convolutions may
 */
public record GpuMath(boolean tf32Products, boolean tf32Convolutions) {

  private static final String PRODUCTS = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";
  private static final String ALL = "NVIDIA_TF32_OVERRIDE";
  private static final String AUTOTUNING = "ai.djl.pytorch.cudnn_benchmark";
  private static final String USED = "counterpoint.tf32";

  /** The name of the precision in manifests. */
  public static final String TF32 = "tf32";

  /** What they say of runs without it. */
  public static final String FULL = "off";

  /**
   * What the variables and a person's wish come to.
   *
   * @param wanted whether TF32 is wanted where the variables do not forbid it
   */
  public static GpuMath of(Host host, boolean wanted) {
    boolean allowed = wanted && !host.variable(ALL).orElse("1").equals("0");
    return new GpuMath(allowed && !host.variable(PRODUCTS).orElse("1").equals("0"), allowed);
  }

  /**
   * Sets it for this process; without effect once the engine is loaded, and on a CPU.
   *
   * @param fixedShapes whether arrays have the same shapes in every step, so that cuDNN's search
   *     for the fastest convolution pays; a property of DJL that is set already goes before it
   */
  public void use(DeviceChoice device, boolean fixedShapes) {
    if (device.resolvesToCpu()) {
      System.clearProperty(USED);
      return;
    }
    boolean set = variables().entrySet().stream().allMatch(GpuMath::set);
    System.setProperty(USED, set ? text() : "as the environment says; it cannot be changed");
    if (fixedShapes && System.getProperty(AUTOTUNING) == null) {
      System.setProperty(AUTOTUNING, "true");
    }
  }

  private static boolean set(Map.Entry<String, String> variable) {
    return ProcessVariables.set(variable.getKey(), variable.getValue());
  }

  /** The variables of it, for a process that is started. */
  public Map<String, String> variables() {
    return tf32Convolutions
        ? Map.of(PRODUCTS, tf32Products ? "1" : "0")
        : Map.of(PRODUCTS, "0", ALL, "0");
  }

  /** In which operations TF32 may be used. */
  public String text() {
    if (!tf32Convolutions) {
      return FULL;
    }
    return tf32Products ? "matrix products and convolutions" : "convolutions";
  }

  /**
   * What this process uses on a GPU, for people: {@code tf32}, {@code cudnnAutotuning}; empty where
   * nothing was set, as on a CPU.
   */
  public static Map<String, String> used() {
    String tf32 = System.getProperty(USED);
    Map<String, String> used = new LinkedHashMap<>();
    if (tf32 != null) {
      used.put(TF32, tf32);
      used.put("cudnnAutotuning", Boolean.getBoolean(AUTOTUNING) ? "on" : FULL);
    }
    return used;
  }

  /** Names of the variables that decide, for those who explain them. */
  public static List<String> names() {
    return List.of(PRODUCTS, ALL);
  }
}
