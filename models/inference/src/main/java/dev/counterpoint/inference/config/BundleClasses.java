package dev.counterpoint.inference.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code classes.json} says: the classes, and for models that know them by captions their
 * prompts and embeddings.
 *
 * @param labels names of the {@code K} classes
 * @param prompts the captions that stand for each class, one or more; empty for supervised models
 * @param embeddings {@code (K, D)}: for each class the mean direction of its prompts; empty for
 *     supervised models; not copied, do not change
 */
public record BundleClasses(
    List<String> labels, List<List<String>> prompts, List<float[]> embeddings) {

  /** The name of the file. */
  public static final String FILE = "classes.json";

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if there are prompts or embeddings of some classes only, if
   *     embeddings differ in width, or one has no length
   */
  public BundleClasses {
    labels = List.copyOf(labels);
    prompts = prompts.stream().map(List::copyOf).toList();
    embeddings = List.copyOf(embeddings);
    if (!prompts.isEmpty() && prompts.size() != labels.size()) {
      throw new IllegalArgumentException(
          "expected prompts for %d labels, found %d".formatted(labels.size(), prompts.size()));
    }
    if (!embeddings.isEmpty() && embeddings.size() != labels.size()) {
      throw new IllegalArgumentException(
          "expected embeddings for %d labels, found %d"
              .formatted(labels.size(), embeddings.size()));
    }
    for (int k = 0; k < embeddings.size(); k++) {
      requireDirection(embeddings.get(k), embeddings.get(0).length, labels.get(k));
    }
  }

  private static void requireDirection(float[] embedding, int width, String label) {
    double squares = 0;
    for (float value : embedding) {
      squares += (double) value * value;
    }
    if (embedding.length != width || !(squares > 0) || !Double.isFinite(squares)) {
      throw new IllegalArgumentException(
          "the embedding of %s: expected %d finite numbers, not all zero".formatted(label, width));
    }
  }

  /** Classes that are known by their number only. */
  public static BundleClasses ofLabels(List<String> labels) {
    return new BundleClasses(labels, List.of(), List.of());
  }

  /**
   * Reads the file.
   *
   * @param file bundle and file, for errors
   * @throws MalformedConfigException if a value is missing or wrong
   */
  public static BundleClasses parse(String file, byte[] content) {
    JsonFields root = JsonFields.parse(file, content);
    List<String> labels = root.list("labels", JsonFields::text);
    List<List<String>> prompts =
        root.has("prompts") ? root.list("prompts", BundleClasses::texts) : List.of();
    List<float[]> embeddings =
        root.has("embeddings") ? root.list("embeddings", BundleClasses::numbers) : List.of();
    return root.make("embeddings", labels, l -> new BundleClasses(l, prompts, embeddings));
  }

  private static List<String> texts(JsonFields list, JsonNode element, String place) {
    if (element.isTextual()) {
      return List.of(element.textValue());
    }
    requireList(list, element, place);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < element.size(); i++) {
      texts.add(list.text(element.get(i), place + "[" + i + "]"));
    }
    return texts;
  }

  private static float[] numbers(JsonFields list, JsonNode element, String place) {
    requireList(list, element, place);
    float[] numbers = new float[element.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) list.number(element.get(i), place + "[" + i + "]");
    }
    return numbers;
  }

  private static void requireList(JsonFields list, JsonNode element, String place) {
    if (!element.isArray()) {
      throw new MalformedConfigException(list.file(), place, "expected a list");
    }
  }

  /** The file's content; floats are written so that they are read back bit by bit. */
  public byte[] json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode names = root.putArray("labels");
    labels.forEach(names::add);
    if (!prompts.isEmpty()) {
      ArrayNode all = root.putArray("prompts");
      prompts.forEach(
          ofClass -> {
            ArrayNode texts = all.addArray();
            ofClass.forEach(texts::add);
          });
    }
    if (!embeddings.isEmpty()) {
      ArrayNode all = root.putArray("embeddings");
      for (float[] embedding : embeddings) {
        ArrayNode numbers = all.addArray();
        for (float value : embedding) {
          numbers.add(value);
        }
      }
    }
    return JsonText.of(root);
  }
}
