package dev.counterpoint.datasets.text.labels;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.datasets.UnreadableFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the classes of a zero-shot classification from a file. A class's number is its place, from
 * 0: the line of a text, the place in a JSON list, the key in a JSON object.
 *
 * <p>What begins with {@code [} or <code>{</code> is JSON. A text whose first line has a tab has
 * two columns in every line, the name and the words for prompts. Space around a label is dropped.
 */
public final class LabelFile {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String file;

  private LabelFile(String file) {
    this.file = file;
  }

  /**
   * Reads all labels.
   *
   * @return at least two, in the order of their numbers; words may repeat, see {@link #repeated}
   * @throws LabelFileException if the file holds something else; names the line or key
   * @throws UnreadableFileException if it is missing or cannot be read
   */
  public static List<Label> read(Path file) {
    return parse(file.toString(), StrictText.read(file, LabelFileException::new));
  }

  /**
   * Reads all labels of a text.
   *
   * @param name what the person calls it; for messages
   * @return at least two, in the order of their numbers; words may repeat, see {@link #repeated}
   * @throws LabelFileException if it holds something else; names the line or key
   */
  public static List<Label> parse(String name, String text) {
    LabelFile reader = new LabelFile(name);
    String start = text.stripLeading();
    List<Label> labels =
        start.startsWith("[") || start.startsWith("{") ? reader.json(text) : reader.lines(text);
    if (labels.size() < 2) {
      throw new LabelFileException(
          "%s: expected at least 2 labels, found %d".formatted(name, labels.size()));
    }
    return labels;
  }

  /**
   * Words that several labels have, which no prompt can tell apart, as in some lists of ImageNet's
   * classes; to be warned of.
   *
   * @return the numbers of the labels, from 0, by words
   */
  public static Map<String, List<Integer>> repeated(List<Label> labels) {
    Map<String, List<Integer>> numbers = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      numbers.computeIfAbsent(labels.get(i).words(), words -> new ArrayList<>()).add(i);
    }
    numbers.values().removeIf(all -> all.size() < 2);
    return numbers;
  }

  private List<Label> lines(String text) {
    List<String> lines = StrictText.lines(text);
    int columns = !lines.isEmpty() && lines.get(0).indexOf('\t') >= 0 ? 2 : 1;
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String place = "line " + (i + 1);
      String[] cells = lines.get(i).split("\t", -1);
      if (cells.length != columns) {
        throw new LabelFileException(
            "%s: %s: expected %d column%s as in line 1, found %d"
                .formatted(file, place, columns, columns == 1 ? "" : "s", cells.length));
      }
      labels.add(new Label(checked(cells[0], place), checked(cells[columns - 1], place)));
    }
    return labels;
  }

  private List<Label> json(String text) {
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new LabelFileException(
          "%s: line %d: not JSON: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()));
    }
    JsonNode found = tree.has("id2label") ? tree.get("id2label") : tree;
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      String key = Integer.toString(i);
      JsonNode label = found.isArray() ? found.get(i) : found.get(key);
      if (label == null) {
        throw new LabelFileException(
            "%s: expected keys \"0\" to \"%d\" for %d labels, found no \"%s\""
                .formatted(file, found.size() - 1, found.size(), key));
      }
      if (!label.isTextual()) {
        throw new LabelFileException(
            "%s: label %d: expected a string, found %s".formatted(file, i, brief(label)));
      }
      String name = checked(label.asText(), "label " + i);
      labels.add(new Label(name, name));
    }
    return labels;
  }

  private String checked(String text, String place) {
    String stripped = text.strip();
    String fault = StrictText.fault(stripped);
    if (fault != null) {
      throw new LabelFileException(
          "%s: %s: expected a label, found %s".formatted(file, place, fault));
    }
    return stripped;
  }

  private static String brief(JsonNode node) {
    String text = node.toString();
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
