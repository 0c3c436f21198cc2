package dev.counterpoint.app.cli;

import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.worker.Reporter;
import dev.counterpoint.datasets.digits.FoundDigits;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;

/** Tells a person how a training goes. */
final class BarReporter implements Reporter {

  private ProgressBar bar;

  @Override
  public void begin(String recipe, FoundDigits digits, Path directory, long seed) {
    Console.say(recipe);
    Console.say("seed " + seed + ", run directory " + directory);
    Console.say(digits.explanation());
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
  public void evaluated(RunEvaluation evaluation, Path directory) {
    System.out.println(EvaluationText.of(evaluation));
    Console.say("all of it: " + directory.resolve("evaluation.json"));
  }

  @Override
  public void stopped(Path directory) {
    close();
    Console.say("stopped and saved; continue with: train --resume --out " + directory);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
