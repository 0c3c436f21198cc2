package dev.counterpoint.app.doctor;

import dev.counterpoint.app.device.Allocator;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.run.Versions;
import dev.counterpoint.datasets.download.Host;
import dev.counterpoint.datasets.picture.jpeg.ReducedJpeg;
import java.awt.GraphicsEnvironment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Java, system, cores, memory and fonts. */
public final class MachineCheck {

  private static final long GIGABYTE = 1L << 30;

  private final Host host;

  /** A check of the machine with these environment variables. */
  public MachineCheck(Host host) {
    this.host = host;
  }

  /** What the machine is. */
  public Section machine() {
    return new Section(
        "Machine",
        List.of(
            Finding.of("Counterpoint", Versions.all().get("counterpoint")),
            Finding.of(
                "Java",
                "%s, %s, %s"
                    .formatted(
                        System.getProperty("java.version"),
                        System.getProperty("java.vendor"),
                        System.getProperty("java.home"))),
            Finding.of(
                "system",
                "%s %s, %s"
                    .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"))),
            cores(),
            Finding.attempt("memory", MachineCheck::memory, ""),
            javaMemory(),
            allocator(),
            largeJpeg(),
            fonts()));
  }

  private static Finding cores() {
    int cores = Runtime.getRuntime().availableProcessors();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    String busy = load < 0 ? "" : String.format(Locale.ROOT, ", load %.1f", load);
    int free = Threads.free();
    String value =
        "%d%s; %d thread%s by default".formatted(cores, busy, free, free == 1 ? "" : "s");
    boolean overloaded = load > cores;
    return new Finding(
        "cores",
        value,
        overloaded ? "The machine is busy: training will be slower than it could be." : "");
  }

  private static String memory() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      return "%s, %s of it free"
          .formatted(gigabytes(system.getTotalMemorySize()), gigabytes(system.getFreeMemorySize()));
    }
    return "not known to this Java";
  }

  private static Finding javaMemory() {
    long most = Runtime.getRuntime().maxMemory();
    return new Finding(
        "memory for Java",
        "at most " + gigabytes(most) + "; PyTorch takes its own beside it",
        most < GIGABYTE ? "Set COUNTERPOINT_JAVA_OPTS=-Xmx2g; MNIST needs about 1 GB." : "");
  }

  private Finding allocator() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Finding.of("allocator", "the system's own; the variables matter on Linux only");
    }
    List<String> values = new ArrayList<>();
    boolean complete = true;
    for (String name : Allocator.VARIABLES) {
      Optional<String> value = host.variable(name);
      complete &= value.isPresent();
      values.add(name + "=" + value.orElse("not set"));
    }
    return new Finding(
        "allocator",
        String.join(", ", values),
        complete
            ? ""
            : "Start with the launcher ./counterpoint, which sets them: without, steps with large"
                + " batches lose up to a fifth of their speed to page faults.");
  }

  /** No advice: where it is missing, all goes well and takes longer. */
  private static Finding largeJpeg() {
    return Finding.of(
        "large JPEG",
        ReducedJpeg.problem()
            .map(problem -> "decoded in full, for " + problem)
            .orElse("decoded at a half, a quarter or an eighth, by libjpeg-turbo"));
  }

  private static Finding fonts() {
    String advice =
        "Reports will show numbers in place of charts: install fontconfig and a font such as"
            + " DejaVu.";
    Finding found =
        Finding.attempt(
            "fonts for reports",
            () ->
                GraphicsEnvironment.getLocalGraphicsEnvironment()
                        .getAvailableFontFamilyNames()
                        .length
                    + " families",
            advice);
    return found.value().equals("0 families")
        ? new Finding(found.name(), found.value(), advice)
        : found;
  }

  static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / (double) GIGABYTE);
  }
}
