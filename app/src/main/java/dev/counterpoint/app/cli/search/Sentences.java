package dev.counterpoint.app.cli.search;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.file.FileNotReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sentences that a person names in a file. */
public final class Sentences {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Sentences() {}

  /**
   * The lines of a file in UTF-8; empty ones are left out.
   *
   * @throws FileNotReadException if it cannot be read, or is not UTF-8
   * @throws NoSentencesException if there is none in it
   */
  public static List<String> read(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      List<String> lines =
          plain.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      if (lines.isEmpty()) {
        throw new NoSentencesException(file);
      }
      return lines;
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }

  /** Says that sentences were cut, if there were any. */
  public static void reportTruncated(int truncated, int length) {
    if (truncated > 0) {
      Console.say(
          "warning: %d of the sentences are longer than the model reads (%d tokens with start and end); their ends were left out"
              .formatted(truncated, length));
    }
  }
}
