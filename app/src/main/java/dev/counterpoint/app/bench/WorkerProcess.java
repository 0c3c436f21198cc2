package dev.counterpoint.app.bench;

import dev.counterpoint.app.bench.protocol.Figure;
import dev.counterpoint.app.bench.protocol.Quantity;
import dev.counterpoint.app.bench.protocol.ResidentPeak;
import dev.counterpoint.app.bench.protocol.StepTimer.Timing;
import dev.counterpoint.app.bench.worker.EncodeWorker;
import dev.counterpoint.app.bench.worker.OurWorker;
import dev.counterpoint.app.bench.worker.PeakWorker;
import dev.counterpoint.app.bench.worker.SearchWorker;
import dev.counterpoint.app.bench.worker.ShardWorker;
import dev.counterpoint.app.bench.worker.TokenizerWorker;
import dev.counterpoint.app.device.Allocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts the processes that are measured, one at a time: both programs with this process's Java
 * options and environment, and with one thread where the workload says nothing else.
 *
 * @param peerClassPath class path of the peer, or null where it is not measured
 * @param exchange folder of what the programs hand each other
 */
record WorkerProcess(String peerClassPath, Path exchange) {

  private static final List<String> THREADS =
      List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS");

  /** The heap is resident from the beginning, so that its growth is not counted. */
  private static final List<String> WHOLE_HEAP =
      List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

  private static final String PEER = "dev.counterpoint.app.bench.peer.PeerWorker";
  private static final int LONGEST_MINUTES = 30;
  private static final int LOG_LINES = 15;

  /** Measures a workload once; all that its process finds. */
  Map<Quantity, Double> measure(Workload workload, double seconds) {
    return switch (workload.program()) {
      case FIRST_STEP -> Map.of(Quantity.START, ColdStart.here(exchange).firstStep());
      case FIRST_ANSWER -> Map.of(Quantity.START, ColdStart.here(exchange).firstAnswer());
      default -> {
        List<String> lines = run(workload, program(workload, Double.toString(seconds)));
        yield workload.program().printsFigures()
            ? figures(workload, lines)
            : rateAndMemory(workload, lines);
      }
    };
  }

  private static Map<Quantity, Double> figures(Workload workload, List<String> lines) {
    Map<Quantity, Double> figures = new EnumMap<>(Quantity.class);
    lines.stream()
        .map(Figure::parse)
        .flatMap(Optional::stream)
        .forEach(figure -> figures.put(figure.quantity(), figure.value()));
    if (figures.isEmpty()) {
      throw failed(workload, "it printed no figures", lines);
    }
    return figures;
  }

  private static Map<Quantity, Double> rateAndMemory(Workload workload, List<String> lines) {
    Map<Quantity, Double> figures = new EnumMap<>(Quantity.class);
    figures.put(Quantity.RATE, workload.batchSize() / timing(workload, lines).medianSeconds());
    lines.stream()
        .map(ResidentPeak::parse)
        .flatMap(Optional::stream)
        .forEach(peak -> figures.put(Quantity.RESIDENT, peak.megabytes()));
    return figures;
  }

  private static Timing timing(Workload workload, List<String> lines) {
    return lines.stream()
        .map(Timing::parse)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> failed(workload, "it printed no timing", lines));
  }

  private List<String> program(Workload workload, String seconds) {
    String batchSize = Integer.toString(workload.batchSize());
    String side = Integer.toString(workload.side());
    String threads = Integer.toString(workload.threads());
    return switch (workload.program()) {
      case OURS ->
          List.of(
              OurWorker.class.getName(),
              "time",
              workload.recipe(),
              batchSize,
              side,
              workload.freshBatches() ? "fresh" : "fixed",
              seconds,
              threads);
      case OURS_MEMORY ->
          List.of(OurWorker.class.getName(), "memory", workload.recipe(), batchSize, side, "fixed");
      case OURS_PROFILED ->
          List.of(
              OurWorker.class.getName(),
              "profile",
              workload.recipe(),
              batchSize,
              side,
              "fixed",
              seconds);
      case SEARCH -> List.of(SearchWorker.class.getName(), batchSize, seconds);
      case TOKENIZER -> List.of(TokenizerWorker.class.getName(), batchSize, seconds);
      case MATRIX_PEAK -> List.of(PeakWorker.class.getName(), threads, seconds);
      case ENCODE_ONNX, ENCODE_TORCH ->
          List.of(
              EncodeWorker.class.getName(),
              workload.program() == Workload.Program.ENCODE_ONNX ? "onnx" : "torch",
              batchSize,
              seconds);
      case READ_SHARDS, TRAIN_SHARDS ->
          List.of(
              ShardWorker.class.getName(),
              workload.program() == Workload.Program.READ_SHARDS ? "read" : "train",
              workload.recipe(),
              batchSize,
              side,
              exchange.resolve("shards").toString(),
              seconds);
      case PEER, PEER_CHANNELS_LAST ->
          List.of(
              PEER,
              "time",
              folder(workload).toString(),
              seconds,
              workload.program() == Workload.Program.PEER ? "planes" : "channels-last");
      case FIRST_STEP, FIRST_ANSWER ->
          throw new IllegalArgumentException(workload + " is a command line");
    };
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
            Integer.toString(ours.side()),
            folder));
    run(measurement.peer(), List.of(PEER, "check", folder, "channels-last"));
  }

  /** The exchange of the workloads that compute the same; exists. */
  Path folder(Workload workload) {
    Path folder =
        exchange.resolve(
            "%s-%d-%d".formatted(workload.recipe(), workload.batchSize(), workload.side()));
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
    THREADS.forEach(name -> environment.put(name, Integer.toString(workload.threads())));
    if (!workload.allocatorSettings()) {
      environment.keySet().removeAll(Allocator.VARIABLES);
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
