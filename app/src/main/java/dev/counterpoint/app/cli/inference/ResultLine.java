package dev.counterpoint.app.cli.inference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.inference.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A result as a line of text. */
public final class ResultLine {

  private ResultLine() {}

  /** For people. */
  static String text(Path file, List<Prediction> predictions) {
    return visible(
        file
            + ": "
            + predictions.stream().map(Prediction::toString).collect(Collectors.joining(", ")));
  }

  /**
   * One line, whatever the names: control characters, which could break it or steer a terminal, in
   * the form of Java.
   */
  public static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                visible.append("\\u%04x".formatted(c));
              } else {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString();
  }

  /** An object with the best class and all that were asked for. */
  static String json(Path file, List<Prediction> predictions) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("file", file.toString());
    line.put("label", predictions.get(0).label());
    line.put("probability", predictions.get(0).probability());
    ArrayNode top = line.putArray("top");
    for (Prediction prediction : predictions) {
      top.addObject().put("label", prediction.label()).put("probability", prediction.probability());
    }
    return line.toString();
  }

  /** Columns file, rank, label, probability. */
  static String csv(Path file, int rank, Prediction prediction) {
    return "%s,%d,%s,%s"
        .formatted(
            quoted(file.toString()), rank, quoted(prediction.label()), prediction.probability());
  }

  /** An object with the numbers. */
  static String json(String key, String name, float[] vector) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put(key, name);
    ArrayNode numbers = line.putArray("vector");
    for (float value : vector) {
      numbers.add(value);
    }
    return line.toString();
  }

  /** Columns name, 0, 1, 2 and so on. */
  static String csv(String name, float[] vector) {
    StringBuilder line = new StringBuilder(quoted(name));
    for (float value : vector) {
      line.append(',').append(value);
    }
    return line.toString();
  }

  /** The row of a matrix that a file or text has. */
  static String name(long row, String key, String name) {
    return JsonNodeFactory.instance.objectNode().put("row", row).put(key, name).toString();
  }

  /** As RFC 4180 has it. */
  static String quoted(String field) {
    boolean plain =
        field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            && field.equals(field.strip());
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
