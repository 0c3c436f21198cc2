package dev.counterpoint.app.report;

/**
 * Running text.
 *
 * @param text plain text, escaped where it is shown
 */
public record Paragraph(String text) implements Element {

  @Override
  public void write(HtmlWriter html) {
    html.element("p", text).line();
  }
}
