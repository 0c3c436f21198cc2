package dev.counterpoint.app.report;

/** A part of a {@link Report}'s section: a table, a chart, a picture. A new kind is one class. */
public interface Element {

  /** Writes the part, well-formed and with all of its data escaped. */
  void write(HtmlWriter html);
}
