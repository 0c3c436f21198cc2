package dev.counterpoint.app.cli.inference;

import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.datasets.CounterpointException;

/** Files without results: reported one by one, counted at the end. */
public final class SkippedFiles {

  private long bad;
  private long good;
  private long otherKind;

  /** None yet. */
  public SkippedFiles() {}

  /** A file of a folder that is no picture by its name. */
  public void otherKind() {
    otherKind++;
  }

  /** A picture with a result. */
  public void good() {
    good++;
  }

  /** A picture that cannot be read. */
  public void bad(CounterpointException problem) {
    bad++;
    System.err.println("skipped: " + ResultLine.visible(problem.problem()));
  }

  /** Says how many there were. */
  public void report() {
    if (otherKind > 0) {
      System.err.printf(
          "%d other files in folders, whose names are not those of pictures, were left out%n",
          otherKind);
    }
    if (bad > 0) {
      System.err.printf("%d of %d pictures cannot be read and were skipped%n", bad, bad + good);
    } else if (good == 0) {
      System.err.println("there were no pictures");
    }
  }

  /** Whether all files have results. */
  public int exitCode() {
    return bad > 0 ? ExitCode.SKIPPED : ExitCode.OK;
  }
}
