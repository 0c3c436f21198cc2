package dev.counterpoint.app.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names with values: a recipe, versions, hashes.
 *
 * @param title what they are
 * @param values name to value, in the order to be shown
 */
public record Facts(String title, Map<String, String> values) implements Element {

  /** Copies the map and keeps its order. */
  public Facts {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  @Override
  public void write(HtmlWriter html) {
    html.open("div", "class", "facts").element("h3", title).open("dl");
    values.forEach(
        (name, value) -> html.open("div").element("dt", name).element("dd", value).close().line());
    html.close().close().line();
  }
}
