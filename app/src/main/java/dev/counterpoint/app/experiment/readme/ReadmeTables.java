package dev.counterpoint.app.experiment.readme;

import dev.counterpoint.app.experiment.ClaimsTable;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.Provenance;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.file.FileNotWrittenException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * Keeps the results in a README equal to a {@code results.json}: what stands between {@code <!--
 * results:NAME -->} and {@code <!-- /results:NAME -->} is replaced, every other byte stays.
 */
public final class ReadmeTables {

  private ReadmeTables() {}

  /**
   * Writes claims, tables and provenance of an experiment between the markers with its name.
   *
   * @throws ReadmeMarkerException if the pair of markers is not there exactly once
   * @throws FileNotReadException if the file cannot be read
   * @throws FileNotWrittenException if the file cannot be written; it is then unchanged
   */
  public static void update(Path readme, ExperimentResults results) {
    update(readme, results.experiment(), markdown(results));
  }

  /**
   * Writes any Markdown between the markers of any name.
   *
   * @param name letters, digits, dot and hyphen
   * @throws ReadmeMarkerException if the pair of markers is not there exactly once
   * @throws FileNotReadException if the file cannot be read
   * @throws FileNotWrittenException if the file cannot be written; it is then unchanged
   */
  public static void update(Path readme, String name, String markdown) {
    try {
      byte[] before = Files.readAllBytes(readme);
      byte[] after = replace(readme, before, name, markdown);
      if (!Arrays.equals(before, after)) {
        AtomicFile.write(readme, after);
      }
    } catch (IOException e) {
      throw new FileNotReadException(readme, e);
    }
  }

  /** Warnings, the claims, each table, and how the numbers came about. */
  public static String markdown(ExperimentResults results) {
    StringJoiner parts = new StringJoiner("\n");
    Provenance provenance = Provenance.of(results);
    provenance.warnings().forEach(warning -> parts.add("**" + warning + "**\n"));
    if (!results.claims().isEmpty()) {
      parts.add(MarkdownTable.of(ClaimsTable.of("", results.claims())));
    }
    results.tables().forEach(table -> parts.add(MarkdownTable.of(table)));
    parts.add(MarkdownTable.escape(provenance.line()) + "\n");
    return parts.toString();
  }

  private static byte[] replace(Path readme, byte[] file, String name, String markdown) {
    // One byte, one char: whatever the encoding of the rest is, it comes out as it went in.
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String open = "<!-- results:" + name + " -->";
    String close = "<!-- /results:" + name + " -->";
    int opens = count(text, open);
    int closes = count(text, close);
    int from = text.indexOf(open) + open.length();
    int to = text.indexOf(close);
    if (opens != 1 || closes != 1) {
      String found = "%d of the first and %d of the second".formatted(opens, closes);
      throw new ReadmeMarkerException(readme, name, found);
    }
    if (to < from) {
      throw new ReadmeMarkerException(readme, name, "the second before the first");
    }
    String lineEnd = text.startsWith("\r\n", from) ? "\r\n" : "\n";
    String block = ("\n\n" + markdown.strip() + "\n\n").replace("\n", lineEnd);
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + block.length());
    out.write(file, 0, from);
    out.writeBytes(block.getBytes(StandardCharsets.UTF_8));
    out.write(file, to, file.length - to);
    return out.toByteArray();
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }
}
