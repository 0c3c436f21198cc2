package dev.counterpoint.app.cli;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.natives.Natives;
import dev.counterpoint.app.natives.NativesException;
import dev.counterpoint.datasets.download.Host;
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

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * The device; sets threads and natives first, since the engine reads them when it loads.
   *
   * @throws NativesException if the natives cannot be had
   */
  public DeviceChoice choose() {
    return choose(0);
  }

  /**
   * The same for a run that has begun: roundings, and so its bits, depend on the threads.
   *
   * @param before threads that it had, used where none are asked for
   * @throws NativesException if the natives cannot be had
   */
  public DeviceChoice choose(int before) {
    DeviceChoice choice = new DeviceChoice(device);
    if (threads < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--threads: expected 0 (as many as are free) or more, found " + threads);
    }
    Threads.use(threads == 0 ? before : threads);
    new Natives(Host.current()).prepare(Console::say);
    return choice;
  }

  public String device() {
    return new DeviceChoice(device).text();
  }

  public int threads() {
    return threads;
  }
}
