package dev.counterpoint.app.report;

/** Writes captions alike: number, title, explanation, note. */
public final class Captions {

  private Captions() {}

  public static void write(
      HtmlWriter html, String id, String number, String title, String explanation, String note) {
    html.open("figcaption", "id", id);
    html.element("b", title.isBlank() ? number + "." : number + ". " + sentence(title));
    for (String part : new String[] {explanation, note}) {
      if (!part.isBlank()) {
        html.text(" ").element("span", part);
      }
    }
    html.close().line();
  }

  private static String sentence(String title) {
    return title.matches("(?s).*[.!?]") ? title : title + ".";
  }
}
