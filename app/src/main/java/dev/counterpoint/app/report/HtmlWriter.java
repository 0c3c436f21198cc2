package dev.counterpoint.app.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes HTML that is also well-formed XML: what is opened is closed, text and attributes are
 * escaped, ids are unique on the page.
 */
public final class HtmlWriter {

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  public HtmlWriter open(String tag, String... attributes) {
    tag(tag, attributes).append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  public HtmlWriter close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element without content, such as {@code img}. */
  public HtmlWriter empty(String tag, String... attributes) {
    tag(tag, attributes).append("/>");
    return this;
  }

  /** An element that holds a text only. */
  public HtmlWriter element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Text, escaped. */
  public HtmlWriter text(String text) {
    out.append(escape(text));
    return this;
  }

  /** A line feed, for people who read the source. */
  public HtmlWriter line() {
    out.append('\n');
    return this;
  }

  /** Markup that is well-formed by itself. Never for data. */
  public HtmlWriter markup(String markup) {
    out.append(markup);
    return this;
  }

  /** An id that is on this page once, made from a readable stem. */
  public String id(String stem) {
    String base =
        stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    base = base.isEmpty() || Character.isDigit(base.charAt(0)) ? "part-" + base : base;
    String id = base;
    for (int i = 2; !ids.add(id); i++) {
      id = base + "-" + i;
    }
    return id;
  }

  /** Counts the figures or tables of the page: "Figure 1", "Figure 2". */
  public String number(String word) {
    return word + " " + counts.merge(word, 1, Integer::sum);
  }

  /**
   * All that was written.
   *
   * @throws IllegalStateException if an element is still open
   */
  public String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }

  /** Escapes text for content and attributes; characters that no page may hold become U+FFFD. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    printable(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** The text without characters that no page may hold; each becomes U+FFFD. */
  public static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> printable.appendCodePoint(allowed(c) ? c : 0xFFFD));
    return printable.toString();
  }

  private static boolean allowed(int c) {
    boolean control = c < 0x20 && c != '\n' && c != '\t' || c >= 0x7F && c <= 0x9F;
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    boolean nonCharacter = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
    return !control && !surrogate && !nonCharacter;
  }

  private StringBuilder tag(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1]));
      out.append('"');
    }
    return out;
  }
}
