package dev.counterpoint.app.bench.worker;

import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.bench.step.MeasuredStep;
import dev.counterpoint.app.file.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of a step is spent in convolution and matrix kernels, by libtorch's own profiler. The
 * profiler costs time outside of kernels, so that their share is rather too small than too large.
 *
 * @param stepMilliseconds mean time of a step while it is profiled
 * @param kernelMilliseconds of it, the time within convolutions and products of matrices, forward
 *     and backward
 */
record KernelTime(double stepMilliseconds, double kernelMilliseconds) {

  private static final Set<String> KERNELS =
      Set.of(
          "aten::mkldnn_convolution",
          "aten::thnn_conv2d",
          "aten::_slow_conv2d_forward",
          "aten::convolution_backward",
          "aten::mkldnn_linear",
          "aten::addmm",
          "aten::mm",
          "aten::bmm",
          "aten::baddbmm",
          "aten::_scaled_dot_product_flash_attention_for_cpu",
          "aten::_scaled_dot_product_flash_attention_for_cpu_backward");

  private static final int FEWEST_STEPS = 3;

  /** What the profiler keeps of each operation is in memory until the end. */
  private static final int MOST_STEPS = 100;

  /**
   * Profiles a step.
   *
   * @param seconds how long; the warm-up takes half as long
   */
  static KernelTime of(MeasuredStep step, double seconds) {
    int warm = 0;
    long begin = System.nanoTime();
    while (warm < FEWEST_STEPS || System.nanoTime() - begin < seconds / 2 * 1e9) {
      step.take();
      warm++;
    }
    double each = (System.nanoTime() - begin) / 1e9 / warm;
    int steps = (int) Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, seconds / each));
    try (TemporaryFolder folder = TemporaryFolder.create("profile")) {
      Path trace = folder.path().resolve("trace.json");
      JniUtils.startProfile(false, false, false);
      begin = System.nanoTime();
      for (int i = 0; i < steps; i++) {
        step.take();
      }
      double milliseconds = (System.nanoTime() - begin) / 1e6;
      JniUtils.stopProfile(trace.toString());
      double kernels =
          ownTime(events(trace)).entrySet().stream()
              .filter(entry -> KERNELS.contains(entry.getKey()))
              .mapToDouble(Map.Entry::getValue)
              .sum();
      return new KernelTime(milliseconds / steps, kernels / 1e3 / steps);
    }
  }

  /**
   * A call of an operation.
   *
   * @param begin microseconds from any moment on
   * @param duration microseconds, the operations that it calls included
   */
  record Event(String thread, String operation, double begin, double duration) {

    double end() {
      return begin + duration;
    }
  }

  private static List<Event> events(Path trace) {
    try {
      List<Event> events = new ArrayList<>();
      for (JsonNode event : new ObjectMapper().readTree(trace.toFile())) {
        if (event.path("ph").asText().equals("X")) {
          events.add(
              new Event(
                  event.path("tid").asText(),
                  event.path("name").asText(),
                  event.path("ts").asDouble(),
                  event.path("dur").asDouble()));
        }
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException("the profiler's file " + trace, e);
    }
  }

  /** Microseconds by operation, without those of the operations that it calls. */
  static Map<String, Double> ownTime(List<Event> events) {
    Map<String, Double> own = new HashMap<>();
    Map<String, Deque<Event>> open = new HashMap<>();
    events.stream()
        .sorted(Comparator.comparingDouble(Event::begin).thenComparing(Event::end, reversed()))
        .forEach(
            event -> {
              Deque<Event> callers =
                  open.computeIfAbsent(event.thread(), thread -> new ArrayDeque<>());
              while (!callers.isEmpty() && callers.peek().end() <= event.begin()) {
                callers.pop();
              }
              if (!callers.isEmpty()) {
                own.merge(callers.peek().operation(), -event.duration(), Double::sum);
              }
              own.merge(event.operation(), event.duration(), Double::sum);
              callers.push(event);
            });
    return own;
  }

  private static Comparator<Double> reversed() {
    return Comparator.reverseOrder();
  }
}
