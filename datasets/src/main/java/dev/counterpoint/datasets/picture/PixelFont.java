package dev.counterpoint.datasets.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

/**
 * A font of 5 x 7 pixels, plus one row below the line, for printable ASCII.
 *
 * <p>It is part of the program, so that pictures have readable text on machines without fonts and
 * are the same to the last pixel everywhere. Accents are dropped and common signs replaced; what is
 * left unknown shows as a box. The resource {@code pixel-font.txt} shows the letters as they look,
 * 16 in a row.
 */
final class PixelFont {

  /** Columns of a letter with the gap to the next one. */
  static final int ADVANCE = 6;

  /** Rows of a letter with what hangs below the line. */
  static final int HEIGHT = 8;

  private static final String RESOURCE = "pixel-font.txt";
  private static final int FIRST = ' ';
  private static final int UNKNOWN = '~' + 1;
  private static final int IN_A_ROW = 16;

  private final List<String> rows;

  private PixelFont(List<String> rows) {
    this.rows = rows;
  }

  /** Reads the font from the class path. */
  static PixelFont load() {
    try (InputStream in = PixelFont.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside " + PixelFont.class);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return new PixelFont(text.lines().filter(line -> !line.isEmpty()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Width of a text in pixels, with each pixel of the font {@code scale} wide. */
  static int width(String text, int scale) {
    int letters = printable(text).length();
    return letters == 0 ? 0 : (letters * ADVANCE - 1) * scale;
  }

  /** Draws a text with its top left corner at {@code (x, y)}. */
  void draw(Canvas canvas, int x, int y, int scale, int color, String text) {
    String letters = printable(text);
    for (int i = 0; i < letters.length(); i++) {
      int glyph = letters.charAt(i) - FIRST;
      for (int row = 0; row < HEIGHT; row++) {
        String line = rows.get(glyph / IN_A_ROW * HEIGHT + row);
        for (int column = 0; column < ADVANCE - 1; column++) {
          if (line.charAt(glyph % IN_A_ROW * ADVANCE + column) == '#') {
            int left = x + (i * ADVANCE + column) * scale;
            canvas.fill(left, y + row * scale, scale, scale, color);
          }
        }
      }
    }
  }

  /** The text in the letters that this font has. */
  private static String printable(String text) {
    StringBuilder letters = new StringBuilder();
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD);
    plain
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(c -> letters.append(substitute(c)));
    return letters.toString();
  }

  private static String substitute(int c) {
    return switch (c) {
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> "-";
      case '\u00D7' -> "x";
      case '\u00B1' -> "+-";
      case '\u2018', '\u2019' -> "'";
      case '\u201C', '\u201D' -> "\"";
      case '\t', '\n', '\r' -> " ";
      default -> Character.toString(c >= FIRST && c < UNKNOWN ? c : UNKNOWN);
    };
  }
}
