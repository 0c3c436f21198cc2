package dev.counterpoint.app.report;

/**
 * Text that keeps its lines: a recipe in YAML, a command.
 *
 * @param title what it is
 * @param text the lines
 */
public record Preformatted(String title, String text) implements Element {

  @Override
  public void write(HtmlWriter html) {
    String caption = html.id("text-caption");
    html.open("figure", "class", "pre").element("figcaption", title, "id", caption).line();
    html.open("pre", "tabindex", "0", "role", "region", "aria-labelledby", caption);
    html.element("code", text).close().close().line();
  }
}
