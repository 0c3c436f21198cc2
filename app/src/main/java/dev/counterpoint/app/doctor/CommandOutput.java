package dev.counterpoint.app.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What another program says. */
final class CommandOutput {

  private static final long PATIENCE_SECONDS = 10;

  private CommandOutput() {}

  /** Its standard output; empty if it is not there, fails, says nothing or takes too long. */
  static Optional<String> of(String... command) {
    File output = null;
    try {
      // A file, so that a program that says much or hangs cannot make us wait for the end of it.
      output = File.createTempFile("counterpoint", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String text = Files.readString(output.toPath(), StandardCharsets.ISO_8859_1).strip();
      return process.exitValue() == 0 && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      if (output != null && !output.delete()) {
        output.deleteOnExit();
      }
    }
  }
}
