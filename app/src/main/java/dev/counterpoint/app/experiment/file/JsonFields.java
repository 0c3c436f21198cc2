package dev.counterpoint.app.experiment.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A node and its place in the file, so that each error can name it: {@code claims[2].n}. */
record JsonFields(JsonNode node, String place) {

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  boolean isText() {
    return node.isTextual();
  }

  JsonFields at(String name) {
    String inner = place.isEmpty() ? name : place + "." + name;
    if (!node.has(name)) {
      throw new IllegalArgumentException(inner + ": expected a value, found none");
    }
    return new JsonFields(node.get(name), inner);
  }

  String text(String name) {
    return at(name).asText();
  }

  double number(String name) {
    return at(name).asNumber();
  }

  double numberOrNaN(String name) {
    JsonFields value = at(name);
    return value.node.isNull() ? Double.NaN : value.asNumber();
  }

  Double numberOrNull(String name) {
    JsonFields value = at(name);
    return value.node.isNull() ? null : Double.valueOf(value.asNumber());
  }

  int integer(String name) {
    JsonFields value = at(name);
    value.expect(value.node.isInt(), "an integer");
    return value.node.intValue();
  }

  <T> T parsed(String name, Function<String, T> parser) {
    JsonFields value = at(name);
    try {
      return parser.apply(value.asText());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(value.place + ": " + e.getMessage(), e);
    }
  }

  <T> List<T> list(String name, Function<JsonFields, T> reader) {
    return at(name).items(reader);
  }

  <T> List<T> items(Function<JsonFields, T> reader) {
    expect(node.isArray(), "a list");
    List<T> items = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      items.add(reader.apply(new JsonFields(node.get(i), place + "[" + i + "]")));
    }
    return items;
  }

  Map<String, String> entries() {
    expect(node.isObject(), "an object");
    Map<String, String> entries = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(name -> entries.put(name, text(name)));
    return entries;
  }

  String asText() {
    expect(node.isTextual(), "a text");
    return node.textValue();
  }

  double asNumber() {
    expect(node.isNumber(), "a number");
    return node.doubleValue();
  }

  long asLong() {
    expect(node.canConvertToLong() && node.isIntegralNumber(), "an integer");
    return node.longValue();
  }

  void expect(boolean met, String expected) {
    if (!met) {
      String found = node.isMissingNode() ? "nothing" : node.toString();
      throw new IllegalArgumentException(
          (place.isEmpty() ? "top" : place) + ": expected " + expected + ", found " + found);
    }
  }
}
