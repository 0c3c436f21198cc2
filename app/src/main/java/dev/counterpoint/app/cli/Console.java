package dev.counterpoint.app.cli;

import dev.counterpoint.datasets.download.DownloadProgress;
import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * What is said while work goes on: a moving bar on a terminal, a line now and then elsewhere. It
 * goes to the standard error, so that results can be piped.
 */
public final class Console {

  private static final int MILLIS_ON_TERMINAL = 200;
  private static final int MILLIS_ELSEWHERE = 15_000;

  private Console() {}

  /** Whether a person is looking. */
  public static boolean terminal() {
    return System.console() != null && System.getenv("CI") == null;
  }

  /** A bar over a known number of units, with its speed. */
  public static ProgressBar bar(String task, String unit, long total) {
    return build(
        plain(task, total).setUnit(" " + unit, 1).setSpeedUnit(ChronoUnit.SECONDS).showSpeed());
  }

  /** A bar over shares of a work whose units mean nothing to a person. */
  public static ProgressBar bar(String task, long total) {
    return build(plain(task, total));
  }

  private static ProgressBarBuilder plain(String task, long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setUpdateIntervalMillis(terminal() ? MILLIS_ON_TERMINAL : MILLIS_ELSEWHERE)
        .setStyle(ProgressBarStyle.ASCII);
  }

  private static ProgressBar build(ProgressBarBuilder builder) {
    if (!terminal()) {
      builder.setConsumer(new LineConsumer());
    }
    return builder.build();
  }

  /** A bar for each file that is downloaded. */
  public static DownloadProgress downloads() {
    return new DownloadProgress() {
      private String current = "";
      private ProgressBar bar;

      @Override
      public void reached(String file, long bytesSoFar, long bytesInAll) {
        if (!file.equals(current)) {
          current = file;
          bar = bar("download " + file, "B", bytesInAll);
        }
        bar.stepTo(bytesSoFar);
        if (bytesSoFar >= bytesInAll) {
          bar.close();
        }
      }
    };
  }

  /** Says something to the person, beside the results. */
  public static void say(String text) {
    System.err.println(text);
  }

  /** Writes each rendering as a line of its own. */
  private static final class LineConsumer implements me.tongfei.progressbar.ProgressBarConsumer {

    @Override
    public int getMaxRenderedLength() {
      return 100;
    }

    @Override
    public void accept(String rendered) {
      System.err.println(rendered);
    }

    @Override
    public void close() {
      System.err.flush();
    }
  }
}
