package dev.counterpoint.app.bench;

import dev.counterpoint.app.file.TemporaryFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/**
 * Times a command from its start to what a user waits for: the launcher, Java, the engine and the
 * data included. Each command runs once before it is timed, so that what is built, extracted or
 * downloaded on first use is there, and files are in the system's cache.
 *
 * @param launcher the program's start script
 * @param folder for what the commands write; exists
 */
record ColdStart(Path launcher, Path folder) {

  private static final int SIDE = 28;
  private static final int LONGEST_SECONDS = 300;

  /** Whether this machine can start the program by its launcher. */
  static boolean isPossible() {
    return Files.isExecutable(PeerBuild.here().home().resolve("counterpoint"));
  }

  /** The launcher of the checkout that this program was compiled in. */
  static ColdStart here(Path folder) {
    return new ColdStart(PeerBuild.here().home().resolve("counterpoint"), folder);
  }

  /** Seconds until a training with the default recipe has written of its first step. */
  double firstStep() {
    trainOnce();
    return trainOnce();
  }

  /** Seconds until the class of a picture is printed. */
  double firstAnswer() {
    classifyOnce();
    return classifyOnce();
  }

  private double trainOnce() {
    Path run = folder.resolve("first-step");
    Path metrics = run.resolve("metrics.jsonl");
    List<String> command =
        List.of("train", "--out", run.toString(), "--set", "training.logEvery=1");
    try {
      return time(command, process -> Files.exists(metrics) && Files.size(metrics) > 0);
    } finally {
      if (Files.exists(run)) {
        new TemporaryFolder(run).close();
      }
    }
  }

  private double classifyOnce() {
    Path picture = folder.resolve("picture.png");
    try {
      ImageIO.write(
          new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    } catch (IOException e) {
      throw failed(List.of("classify"), e.toString());
    }
    return time(
        List.of("classify", picture.toString()),
        process -> process.getInputStream().available() > 0);
  }

  /** What is waited for. */
  private interface Sign {
    boolean isThere(Process process) throws IOException;
  }

  private double time(List<String> arguments, Sign sign) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    Path errors = folder.resolve("cold-start.log");
    Process process = null;
    try {
      long begin = System.nanoTime();
      process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      while (!sign.isThere(process)) {
        boolean late = System.nanoTime() - begin > LONGEST_SECONDS * 1_000_000_000L;
        // What ends between two looks may have left the sign.
        if (late || process.waitFor(1, TimeUnit.MILLISECONDS) && !sign.isThere(process)) {
          throw failed(arguments, Files.readString(errors));
        }
      }
      return (System.nanoTime() - begin) / 1e9;
    } catch (IOException e) {
      throw failed(arguments, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(arguments, "it was interrupted");
    } finally {
      end(process);
    }
  }

  /** A run that is stopped gently would save itself first. */
  private static void end(Process process) {
    if (process == null) {
      return;
    }
    process.destroyForcibly();
    try {
      process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static BenchException failed(List<String> arguments, String why) {
    return new BenchException(
        "counterpoint %s did not get to what was to be timed: %s"
            .formatted(String.join(" ", arguments), why),
        "Run it by hand to see why.");
  }
}
