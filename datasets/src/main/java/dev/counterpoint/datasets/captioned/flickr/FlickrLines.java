package dev.counterpoint.datasets.captioned.flickr;

import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import dev.counterpoint.datasets.captioned.store.Utf8Reader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** The lines of a Flickr file, each taken apart. */
final class FlickrLines implements AutoCloseable {

  private final String name;
  private final boolean barred;
  private final Utf8Reader reader;
  private final BufferedReader lines;
  private int line;
  private String picture;
  private String caption;

  /**
   * Opens a file.
   *
   * @param barred whether bars stand between the parts, below a header
   */
  FlickrLines(Path file, String name, boolean barred) throws IOException {
    this.name = name;
    this.barred = barred;
    this.reader = new Utf8Reader(file, name);
    this.lines = new BufferedReader(reader);
  }

  /**
   * Goes to the next line that is not blank, if there is one.
   *
   * @throws MalformedSourceException if it has not the parts of its format
   */
  boolean next() throws IOException {
    boolean first = line == 0;
    String text;
    do {
      reader.recordStarts();
      text = lines.readLine();
      line++;
      if (text == null) {
        return false;
      }
    } while (text.isBlank());
    if (!barred) {
      takeToken(text);
      return true;
    }
    if (first) {
      // The header.
      return next();
    }
    takeBarred(text);
    return true;
  }

  /** The picture's name as it is written. */
  String picture() {
    return picture;
  }

  /** The caption; null if the line has none. */
  String caption() {
    return caption;
  }

  /** The line; the first is 1. */
  int line() {
    return line;
  }

  /** File and line, for messages. */
  String where() {
    return MalformedSourceException.line(name, line);
  }

  private void takeToken(String text) {
    int tab = text.indexOf('\t');
    int number = tab < 0 ? -1 : text.lastIndexOf('#', tab);
    if (number < 1 || !isNumber(text.substring(number + 1, tab))) {
      throw malformed("name.jpg#0<TAB>caption");
    }
    picture = text.substring(0, number);
    caption = text.substring(tab + 1);
    requirePicture("name.jpg#0<TAB>caption");
  }

  private void takeBarred(String text) {
    int firstBar = text.indexOf('|');
    if (firstBar < 1) {
      throw malformed("name.jpg| 0| caption");
    }
    picture = text.substring(0, firstBar);
    int secondBar = text.indexOf('|', firstBar + 1);
    caption = secondBar < 0 ? null : text.substring(secondBar + 1);
    requirePicture("name.jpg| 0| caption");
  }

  private void requirePicture(String expected) {
    if (picture.isBlank()) {
      throw malformed(expected);
    }
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private MalformedSourceException malformed(String expected) {
    return new MalformedSourceException(
        where(), "expected " + expected, "Repair the line or take it out.", null);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
