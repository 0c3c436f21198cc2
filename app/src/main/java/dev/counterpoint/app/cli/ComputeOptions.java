package dev.counterpoint.app.cli;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.device.Threads;
import picocli.CommandLine.Option;

/** Where to compute. */
final class ComputeOptions {

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
          "Threads of one operation on the CPU. Default: the cores that are free, less one.")
  private int threads;

  /** The device; sets the threads first, since the engine reads them when it loads. */
  DeviceChoice choose() {
    DeviceChoice choice = new DeviceChoice(device);
    Threads.use(threads);
    return choice;
  }

  String device() {
    return new DeviceChoice(device).text();
  }

  int threads() {
    return threads;
  }
}
