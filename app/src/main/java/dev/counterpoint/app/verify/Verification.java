package dev.counterpoint.app.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.file.TemporaryFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs the checks, those in float32 first and those with TF32 then: the engine reads its precision
 * once, so that each is a process. One that ends early is a result of the check that it was at.
 *
 * @param device what is verified
 * @param threads of one operation on the CPU
 * @param seconds that each speed is measured for
 * @param tf32 whether it is tried with TF32 too
 * @param say told which check begins
 */
public record Verification(
    DeviceChoice device, int threads, double seconds, boolean tf32, Consumer<String> say) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOG_LINES = 3;

  /** All checks, in order. */
  public List<CheckResult> run() {
    try (TemporaryFolder folder = TemporaryFolder.create("verify")) {
      List<CheckResult> results = new ArrayList<>(worker("exact", folder.path()));
      if (tf32) {
        results.addAll(worker("fast", folder.path()));
      }
      return results;
    }
  }

  private List<CheckResult> worker(String precision, Path folder) {
    Path log = folder.resolve(precision + ".log");
    List<CheckResult> results = new ArrayList<>();
    String at = "start";
    Process process = null;
    try {
      process =
          new ProcessBuilder(command(precision, folder.resolve(precision)))
              .redirectError(log.toFile())
              .start();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode tree = parsed(line);
          if (tree.has(VerifyWorker.BEGIN)) {
            at = tree.get(VerifyWorker.BEGIN).asText();
            say.accept(at + " (" + precision + ")");
          } else if (tree.has("verdict")) {
            results.add(JSON.treeToValue(tree, CheckResult.class));
          }
        }
      }
      int code = process.waitFor();
      if (code != 0) {
        results.add(
            CheckResult.failed(
                at + ", and all after it",
                "the process ended with code %d: %s".formatted(code, lastWords(log))));
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException("process of the checks", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      results.add(CheckResult.failed(at, "interrupted"));
      return results;
    } finally {
      if (process != null) {
        process.destroy();
      }
    }
  }

  /** Other lines are of libraries that speak. */
  private static JsonNode parsed(String line) {
    try {
      return line.startsWith("{") ? JSON.readTree(line) : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private List<String> command(String precision, Path runs) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            VerifyWorker.class.getName(),
            device.text(),
            precision,
            Double.toString(seconds),
            Integer.toString(threads),
            runs.toString()));
    return command;
  }

  private static String lastWords(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
    return String.join(" ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }
}
