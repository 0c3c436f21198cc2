package dev.counterpoint.app.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.training.Interrupt;
import java.io.PrintStream;
import java.nio.file.Path;

/** Tells the process that started this one how far the work is, as JSON lines. */
final class ParentReporter implements Reporter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NANOS_BETWEEN = 200_000_000L;

  private final PrintStream out = System.out;
  private long last;

  ParentReporter(Interrupt interrupt) {
    ParentInput.open().watch(interrupt);
  }

  @Override
  public void begin(String recipe, String data, Path directory, long seed) {
    send(JSON.createObjectNode().put("event", "begin"));
  }

  @Override
  public void step(long done, long total, double loss) {
    long now = System.nanoTime();
    if (done == total || now - last > NANOS_BETWEEN) {
      last = now;
      send(JSON.createObjectNode().put("event", "step").put("done", done).put("total", total));
    }
  }

  @Override
  public void warn(String text) {
    send(JSON.createObjectNode().put("event", "warning").put("text", text));
  }

  @Override
  public void evaluating() {
    send(JSON.createObjectNode().put("event", "evaluating"));
  }

  @Override
  public void evaluated(String summary, Path file) {
    send(JSON.createObjectNode().put("event", "evaluated"));
  }

  @Override
  public void stopped(Path directory) {
    send(JSON.createObjectNode().put("event", "stopped"));
  }

  private void send(ObjectNode event) {
    out.println(event);
    out.flush();
  }

  @Override
  public void close() {}
}
