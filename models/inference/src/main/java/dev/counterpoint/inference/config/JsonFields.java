package dev.counterpoint.inference.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An object of a JSON file, read value by value; every error names the key. */
final class JsonFields {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;
  private final String path;
  private final JsonNode object;

  private JsonFields(String file, String path, JsonNode object) {
    this.file = file;
    this.path = path;
    this.object = object;
  }

  /**
   * The object that a file consists of.
   *
   * @param file bundle and file, for errors
   */
  static JsonFields parse(String file, byte[] content) {
    JsonNode tree;
    try {
      tree = JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new MalformedConfigException(
          file, "", "no JSON: " + e.getOriginalMessage() + at(e.getLocation()));
    } catch (IOException e) {
      throw new MalformedConfigException(file, "", "no JSON: " + e.getMessage());
    }
    return of(file, "", tree);
  }

  private static String at(JsonLocation place) {
    return place == null
        ? ""
        : " in line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
  }

  private static JsonFields of(String file, String path, JsonNode node) {
    if (!node.isObject()) {
      throw new MalformedConfigException(file, path, "expected an object, found " + shown(node));
    }
    return new JsonFields(file, path, node);
  }

  boolean has(String key) {
    return object.hasNonNull(key);
  }

  /** The value as it is, absent if missing or null. */
  Optional<JsonNode> any(String key) {
    return has(key) ? Optional.of(object.get(key)) : Optional.empty();
  }

  JsonFields object(String key) {
    return of(file, place(key), required(key));
  }

  String text(String key) {
    return text(required(key), place(key));
  }

  boolean bool(String key, boolean fallback) {
    if (!has(key)) {
      return fallback;
    }
    if (!object.get(key).isBoolean()) {
      throw wrong(key, "expected true or false");
    }
    return object.get(key).booleanValue();
  }

  int integer(String key, int from, int to) {
    return integer(required(key), place(key), from, to);
  }

  double number(String key) {
    return number(required(key), place(key));
  }

  /** The elements of a list. */
  <T> List<T> list(String key, ElementReader<T> reader) {
    JsonNode node = required(key);
    if (!node.isArray()) {
      throw wrong(key, "expected a list");
    }
    List<T> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(reader.read(this, node.get(i), place(key) + "[" + i + "]"));
    }
    return elements;
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      keys.add(names.next());
    }
    return keys;
  }

  String text(JsonNode node, String place) {
    if (!node.isTextual()) {
      throw new MalformedConfigException(file, place, "expected a text, found " + shown(node));
    }
    return node.textValue();
  }

  int integer(JsonNode node, String place, int from, int to) {
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < from
        || node.intValue() > to) {
      throw new MalformedConfigException(
          file,
          place,
          "expected an integer from %d to %d, found %s".formatted(from, to, shown(node)));
    }
    return node.intValue();
  }

  double number(JsonNode node, String place) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw new MalformedConfigException(
          file, place, "expected a finite number, found " + shown(node));
    }
    return node.doubleValue();
  }

  JsonFields object(JsonNode node, String place) {
    return of(file, place, node);
  }

  /** An error at a key, with what was found there. */
  MalformedConfigException wrong(String key, String expected) {
    return new MalformedConfigException(
        file,
        place(key),
        expected + ", found " + any(key).map(JsonFields::shown).orElse("nothing"));
  }

  /** Makes something of a value; what refuses it becomes an error at that key. */
  <T, R> R make(String key, T value, Function<T, R> constructor) {
    try {
      return constructor.apply(value);
    } catch (IllegalArgumentException e) {
      throw new MalformedConfigException(file, place(key), e.getMessage());
    }
  }

  String file() {
    return file;
  }

  private JsonNode required(String key) {
    if (!has(key)) {
      throw new MalformedConfigException(file, place(key), "is missing");
    }
    return object.get(key);
  }

  private String place(String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  /** Reads an element of a list. */
  @FunctionalInterface
  interface ElementReader<T> {
    T read(JsonFields list, JsonNode element, String place);
  }
}
