package dev.counterpoint.app.cli;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.device.GpuMath;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.natives.Natives;
import dev.counterpoint.app.natives.NativesException;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.datasets.download.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where to compute. */
public final class ComputeOptions {

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "auto, cpu, gpu, or gpu:1 for the second GPU. Default: auto.")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Threads of one operation on the CPU. Default: the cores that are free, less one;"
              + " where a run is resumed or measured again, as many as it had.")
  private int threads;

  @Option(
      names = "--no-tf32",
      description =
          "Compute in full float32 on a GPU. By default matrix products and convolutions use TF32"
              + " there (10 bits of mantissa, several times as fast); a run that is resumed or"
              + " measured again stays without it if it began so. No effect on a CPU.")
  private boolean withoutTf32;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * The device; sets threads, natives and precision first, since the engine reads them when it
   * loads.
   *
   * @throws NativesException if the natives cannot be had
   */
  public DeviceChoice choose() {
    return choose(0, Map.of(), false);
  }

  /** The same for steps whose arrays always have the same shapes, as whole batches do. */
  public DeviceChoice chooseForTraining() {
    return choose(0, Map.of(), true);
  }

  /**
   * The same for a run that has begun: roundings, and so its bits, depend on threads and precision.
   *
   * @param begun whose threads and precision are used where none are asked for
   * @throws NativesException if the natives cannot be had
   */
  public DeviceChoice choose(RunManifest begun) {
    return choose(begun.threads(), begun.gpu(), false);
  }

  /** The same for a training that goes on. */
  public DeviceChoice chooseForTraining(RunManifest begun) {
    return choose(begun.threads(), begun.gpu(), true);
  }

  /**
   * The same in full float32, for what is held to ONNX Runtime on the CPU, which has no TF32.
   *
   * @param begun whose threads are used where none are asked for; null for none
   */
  public DeviceChoice chooseExact(RunManifest begun) {
    return choose(begun == null ? 0 : begun.threads(), Map.of(GpuMath.TF32, GpuMath.FULL), false);
  }

  private DeviceChoice choose(int threadsBefore, Map<String, String> gpuBefore, boolean training) {
    DeviceChoice choice = new DeviceChoice(device);
    if (threads < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--threads: expected 0 (as many as are free) or more, found " + threads);
    }
    Threads.use(threads == 0 ? threadsBefore : threads);
    new Natives(Host.current()).prepare(Console::say);
    boolean full = withoutTf32 || GpuMath.FULL.equals(gpuBefore.get(GpuMath.TF32));
    GpuMath.of(Host.current(), !full).use(choice, training);
    return choice;
  }

  /** The options that choose the same for a process that is started. */
  public List<String> arguments(DeviceChoice choice) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--device", choice.text(), "--threads", Integer.toString(Math.max(1, threads))));
    if (withoutTf32) {
      arguments.add("--no-tf32");
    }
    return arguments;
  }

  public String device() {
    return new DeviceChoice(device).text();
  }

  public int threads() {
    return threads;
  }

  /** Whether TF32 may be used on a GPU. */
  public boolean tf32() {
    return !withoutTf32;
  }
}
