package dev.counterpoint.app.bench;

import dev.counterpoint.app.bench.protocol.StepTimer.Timing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts the processes that are measured, one at a time: both programs with this process's Java
 * options and environment, and with one thread.
 *
 * @param peerClassPath class path of the peer, or null where it is not measured
 * @param exchange folder of what the programs hand each other
 */
record WorkerProcess(String peerClassPath, Path exchange) {

  /** The launcher's settings of glibc's allocator. */
  static final List<String> ALLOCATOR =
      List.of("MALLOC_TOP_PAD_", "MALLOC_MMAP_MAX_", "MALLOC_TRIM_THRESHOLD_");

  /** The heap is resident from the beginning, so that its growth is not counted. */
  private static final List<String> WHOLE_HEAP =
      List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

  private static final String PEER = "dev.counterpoint.app.bench.peer.PeerWorker";
  private static final int LONGEST_MINUTES = 30;
  private static final int LOG_LINES = 15;

  /**
   * Measures a workload once.
   *
   * @return in the unit of its program
   */
  double measure(Workload workload, double seconds) {
    return workload.program() == Workload.Program.OURS_MEMORY
        ? megabytes(workload)
        : workload.batchSize() / time(workload, seconds).medianSeconds();
  }

  private double megabytes(Workload workload) {
    List<String> lines =
        run(
            workload,
            List.of(
                OurWorker.class.getName(),
                "memory",
                workload.recipe(),
                Integer.toString(workload.batchSize()),
                "fixed"));
    return lines.stream()
        .map(StepMemory::parse)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> failed(workload, "it printed no memory", lines));
  }

  private Timing time(Workload workload, double seconds) {
    List<String> program =
        switch (workload.program()) {
          case OURS ->
              List.of(
                  OurWorker.class.getName(),
                  "time",
                  workload.recipe(),
                  Integer.toString(workload.batchSize()),
                  workload.freshBatches() ? "fresh" : "fixed",
                  Double.toString(seconds));
          case OURS_MEMORY -> throw new IllegalArgumentException("memory takes no time");
          case ENCODE_ONNX, ENCODE_TORCH ->
              List.of(
                  EncodeWorker.class.getName(),
                  workload.program() == Workload.Program.ENCODE_ONNX ? "onnx" : "torch",
                  Integer.toString(workload.batchSize()),
                  Double.toString(seconds));
          case READ_SHARDS, TRAIN_SHARDS ->
              List.of(
                  ShardWorker.class.getName(),
                  workload.program() == Workload.Program.READ_SHARDS ? "read" : "train",
                  workload.recipe(),
                  Integer.toString(workload.batchSize()),
                  Integer.toString(workload.side()),
                  exchange.resolve("shards").toString(),
                  Double.toString(seconds));
          case PEER, PEER_CHANNELS_LAST ->
              List.of(
                  PEER,
                  "time",
                  folder(workload).toString(),
                  Double.toString(seconds),
                  workload.program() == Workload.Program.PEER ? "planes" : "channels-last");
        };
    List<String> lines = run(workload, program);
    return lines.stream()
        .map(Timing::parse)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> failed(workload, "it printed no timing", lines));
  }

  /**
   * Both programs take the same steps over pictures in the same memory order, so that sums are
   * taken in the same order too; what they computed is in {@link #folder}. Between its two orders
   * libtorch itself differs by 5e-5 of the loss after three steps.
   */
  void check(Measurement measurement) {
    Workload ours = measurement.ours();
    String folder = folder(ours).toString();
    run(
        ours,
        List.of(
            OurWorker.class.getName(),
            "check",
            ours.recipe(),
            Integer.toString(ours.batchSize()),
            folder));
    run(measurement.peer(), List.of(PEER, "check", folder, "channels-last"));
  }

  /** The exchange of the workloads that compute the same; exists. */
  Path folder(Workload workload) {
    Path folder = exchange.resolve(workload.recipe() + "-" + workload.batchSize());
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BenchException(
          folder + ": cannot be created: " + e, "Check that there is space left.");
    }
  }

  private List<String> run(Workload workload, List<String> program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
        .forEach(command::add);
    if (workload.program() == Workload.Program.OURS_MEMORY) {
      command.addAll(WHOLE_HEAP);
    }
    command.add("-cp");
    command.add(
        workload.program().isPeer() ? peerClassPath : System.getProperty("java.class.path"));
    command.addAll(program);
    Path output = exchange.resolve("worker.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("OMP_NUM_THREADS", "1");
    environment.put("MKL_NUM_THREADS", "1");
    environment.put("OPENBLAS_NUM_THREADS", "1");
    if (!workload.allocatorSettings()) {
      environment.keySet().removeAll(ALLOCATOR);
    }
    Process process = null;
    try {
      process = builder.start();
      boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
      List<String> lines = Files.readAllLines(output);
      if (!ended || process.exitValue() != 0) {
        String how = ended ? "it ended with code " + process.exitValue() : "it did not end";
        throw failed(workload, how, lines);
      }
      return lines;
    } catch (IOException e) {
      throw failed(workload, e.toString(), List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(workload, "it was interrupted", List.of());
    } finally {
      if (process != null) {
        process.destroy();
      }
    }
  }

  private static BenchException failed(Workload workload, String how, List<String> lines) {
    try (Stream<String> told = lines.stream().limit(LOG_LINES)) {
      return new BenchException(
          "the process of %s failed: %s%n%s"
              .formatted(workload, how, String.join(System.lineSeparator(), told.toList())),
          "Is there memory enough? A process of 1,024 examples a step takes about 1 GB.");
    }
  }
}
