package dev.counterpoint.app.run;

import java.nio.file.Path;

/** A process that holds a run directory until it is killed. */
final class HoldRunDirectory {

  private HoldRunDirectory() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (RunDirectory directory = RunDirectory.create(Path.of(arguments[0]))) {
      System.out.print(directory.path().toString().isEmpty() ? "?" : "!");
      System.out.flush();
      Thread.sleep(60_000);
    }
  }
}
