package dev.counterpoint.datasets.text.labels;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Small files of UTF-8 text, with or without a byte order mark; anything else is an error. */
final class StrictText {

  /** A hundred thousand labels of 160 bytes; more is some other file. */
  static final int MOST_BYTES = 16 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private StrictText() {}

  /**
   * Reads all of a file.
   *
   * @param error makes the exception for a file that is not such text
   */
  static String read(Path file, Function<String, ? extends RuntimeException> error) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new UnreadableFileException(file.toString(), e);
    }
    if (bytes.length > MOST_BYTES) {
      throw error.apply("%s: expected at most %d bytes, found more".formatted(file, MOST_BYTES));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw error.apply(
          "%s: expected UTF-8, found other bytes at %d".formatted(file, in.position()));
    }
    String text = out.flip().toString();
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** Lines without their ends; a last line that is empty is none. */
  static List<String> lines(String text) {
    return text.lines().toList();
  }

  /** What is wrong with a text that should be shown to people and put into a prompt, or null. */
  static String fault(String text) {
    if (text.isBlank()) {
      return "nothing but space";
    }
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.CONTROL)) {
      return "a control character in \"" + text.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
    return null;
  }
}
