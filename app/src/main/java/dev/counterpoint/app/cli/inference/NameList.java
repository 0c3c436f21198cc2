package dev.counterpoint.app.cli.inference;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.stream.Stream;

/** Names of files in a stream, read as they are taken. */
final class NameList {

  private final InputStream in;
  private final char end;

  /**
   * A list.
   *
   * @param zeros whether a zero byte ends a name; a line feed otherwise
   */
  NameList(InputStream in, boolean zeros) {
    this.in = new BufferedInputStream(in);
    end = zeros ? '\0' : '\n';
  }

  /** The names; empty ones are left out. */
  Stream<String> stream() {
    return Stream.generate(this::next).takeWhile(Objects::nonNull).filter(name -> !name.isEmpty());
  }

  private String next() {
    try {
      int c = in.read();
      if (c < 0) {
        return null;
      }
      ByteArrayOutputStream name = new ByteArrayOutputStream();
      while (c >= 0 && c != end) {
        name.write(c);
        c = in.read();
      }
      String text = name.toString(names());
      return end == '\n' && text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the system writes the names of files; not known before Java 18 but for this property. */
  private static Charset names() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
  }
}
