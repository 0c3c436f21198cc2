package dev.counterpoint.app.cli;

import dev.counterpoint.app.worker.Reporter;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;

/** Tells a person how a training goes. */
public final class BarReporter implements Reporter {

  private final String command;
  private ProgressBar bar;

  /**
   * A reporter.
   *
   * @param command that continues what was stopped
   */
  public BarReporter(String command) {
    this.command = command;
  }

  @Override
  public void begin(String recipe, String data, Path directory, long seed) {
    Console.say(recipe);
    Console.say("seed " + seed + ", run directory " + directory);
    Console.say(data);
  }

  @Override
  public void step(long done, long total, double loss) {
    if (bar == null) {
      bar = Console.bar("training", "steps", total);
    }
    if (!Double.isNaN(loss)) {
      bar.setExtraMessage(" loss %.4f".formatted(loss));
    }
    bar.stepTo(done);
    if (done == total) {
      close();
    }
  }

  @Override
  public void warn(String text) {
    Console.say("warning: " + text);
  }

  @Override
  public void evaluating() {
    Console.say("measuring");
  }

  @Override
  public void evaluated(String summary, Path file) {
    System.out.println(summary);
    Console.say("all of it: " + file);
  }

  @Override
  public void stopped(Path directory) {
    close();
    Console.say("stopped and saved; continue with: " + command + " --resume --out " + directory);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
