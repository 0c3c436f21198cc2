package dev.counterpoint.app.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads and writes recipes of one kind. A recipe file is laid over a base recipe, which is named by
 * its key {@code base} and comes with the program, and may leave out all that it does not change;
 * settings of the form {@code training.epochs=3} are laid over both. A key that the base does not
 * have is an error.
 *
 * @param <T> the record that holds a recipe of this kind
 */
final class RecipeReader<T> {

  private static final RecipeFormat FORMAT = new RecipeFormat();

  private final Class<T> type;
  private final RecipeKind kind;
  private final List<String> builtIn;

  /**
   * A reader.
   *
   * @param type of the recipes
   * @param kind which of those that come with the program it takes
   */
  RecipeReader(Class<T> type, RecipeKind kind) {
    this.type = type;
    this.kind = kind;
    this.builtIn = kind.names();
  }

  T load(String nameOrFile, List<String> settings) {
    ObjectNode tree;
    if (builtIn.contains(nameOrFile)) {
      tree = builtIn(nameOrFile);
    } else if (RecipeKind.of(nameOrFile).isPresent()) {
      throw ofAnotherKind("recipe '" + nameOrFile + "'", RecipeKind.of(nameOrFile).orElseThrow());
    } else if (Files.isRegularFile(Path.of(nameOrFile))) {
      tree = fromFile(Path.of(nameOrFile));
    } else {
      throw new RecipeException(
          "no recipe '" + nameOrFile + "': neither a file nor one that comes with the program",
          "Did you mean " + Nearest.of(nameOrFile, builtIn) + "? There are " + builtIn + ".");
    }
    for (String setting : settings) {
      apply(setting, tree);
    }
    return bind(tree);
  }

  private RecipeException ofAnotherKind(String what, RecipeKind other) {
    return new RecipeException(
        "%s is not one of '%s'".formatted(what, kind.command()),
        "It is one of '%s', whose runs are measured by '%s'. Here there are %s."
            .formatted(other.command(), other.measuredBy(), builtIn));
  }

  /** The recipe of a run says no base: its sections tell which command it belongs to. */
  private void requireThisKind(Path file, ObjectNode own) {
    if (!hasSectionsOf(kind, own)) {
      for (RecipeKind other : RecipeKind.values()) {
        if (hasSectionsOf(other, own)) {
          throw ofAnotherKind("recipe " + file, other);
        }
      }
    }
  }

  private static boolean hasSectionsOf(RecipeKind kind, ObjectNode own) {
    return keys("", builtIn(kind.names().get(0))).containsAll(keys("", own));
  }

  /** Whether a text is a recipe with these keys. */
  boolean hasKeys(String text, String... keys) {
    try {
      ObjectNode tree = FORMAT.tree(text, "");
      return Arrays.stream(keys).allMatch(tree::has);
    } catch (RecipeException e) {
      return false;
    }
  }

  /** The whole recipe as YAML, every key in its place. */
  String toYaml(T recipe) {
    try {
      return FORMAT.mapper().writeValueAsString(recipe);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recipe that cannot be written", e);
    }
  }

  private static ObjectNode builtIn(String name) {
    try (InputStream in = RecipeReader.class.getResourceAsStream("/recipes/" + name + ".yaml")) {
      return FORMAT.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new IllegalStateException("the recipe " + name + " of this program is not readable", e);
    }
  }

  private ObjectNode fromFile(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new RecipeException(
          "recipe " + file + " cannot be read: " + e.getMessage(), "It must be UTF-8 text.");
    }
    ObjectNode own = FORMAT.tree(text, file.toString());
    JsonNode base = own.remove("base");
    if (base == null) {
      requireThisKind(file, own);
    }
    String name = base == null ? builtIn.get(0) : base.asText();
    if (RecipeKind.of(name).filter(other -> other != kind).isPresent()) {
      throw ofAnotherKind(
          "recipe " + file + " with the base '" + name + "'", RecipeKind.of(name).orElseThrow());
    }
    if (!builtIn.contains(name)) {
      throw new RecipeException(
          "recipe " + file + ": no base recipe '" + name + "'",
          "Did you mean " + Nearest.of(name, builtIn) + "? There are " + builtIn + ".");
    }
    ObjectNode tree = builtIn(name);
    overlay(tree, own, "", tree);
    return tree;
  }

  private static void apply(String setting, ObjectNode tree) {
    int equals = setting.indexOf('=');
    String[] path =
        equals < 1 ? new String[0] : setting.substring(0, equals).trim().split("\\.", -1);
    if (path.length == 0 || List.of(path).contains("")) {
      throw new RecipeException(
          "setting '" + setting + "' is not of the form key=value",
          "Write, for instance, training.epochs=3.");
    }
    ObjectNode own = FORMAT.mapper().createObjectNode();
    ObjectNode at = own;
    for (int i = 0; i < path.length - 1; i++) {
      at = at.putObject(path[i]);
    }
    at.set(path[path.length - 1], FORMAT.value(setting));
    overlay(tree, own, "", tree);
  }

  private static void overlay(ObjectNode tree, ObjectNode own, String prefix, ObjectNode whole) {
    own.properties()
        .forEach(
            entry -> {
              String key = prefix + entry.getKey();
              JsonNode old = tree.get(entry.getKey());
              if (old == null) {
                throw unknown(key, entry.getValue(), prefix, tree, whole);
              }
              if (old.isObject()) {
                if (!entry.getValue().isObject()) {
                  throw new RecipeException(
                      "recipe key " + key + " is a section, found the value " + entry.getValue(),
                      "Its keys are " + keys("", old) + ".");
                }
                overlay((ObjectNode) old, (ObjectNode) entry.getValue(), key + ".", whole);
              } else {
                requireValue(key, old, entry.getValue());
                tree.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static void requireValue(String key, JsonNode old, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      throw new RecipeException(
          "recipe value " + key + ": expected a value, found nothing",
          "Leave the key out to keep " + old.asText() + ".");
    }
    if (old.isInt() && value.isIntegralNumber() && !value.canConvertToInt()) {
      throw new RecipeException(
          "recipe value %s: expected at most %d, found %s"
              .formatted(key, Integer.MAX_VALUE, value.asText()),
          "The nearest valid value is " + Integer.MAX_VALUE + ".");
    }
  }

  private static RecipeException unknown(
      String key, JsonNode value, String prefix, ObjectNode tree, ObjectNode whole) {
    List<String> known = keys(prefix, tree);
    List<String> values = new ArrayList<>();
    values("", whole, values);
    String nearest = value.isObject() ? Nearest.of(key, known) : Nearest.ofPath(key, values);
    return new RecipeException(
        "recipe key " + key + " is unknown",
        "Did you mean " + nearest + "? Known here: " + String.join(", ", known) + ".");
  }

  private static List<String> keys(String prefix, JsonNode tree) {
    List<String> keys = new ArrayList<>();
    tree.fieldNames().forEachRemaining(name -> keys.add(prefix + name));
    return keys;
  }

  /** The paths of all values below a node. */
  private static void values(String prefix, JsonNode tree, List<String> paths) {
    tree.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isObject()) {
                values(prefix + entry.getKey() + ".", entry.getValue(), paths);
              } else {
                paths.add(prefix + entry.getKey());
              }
            });
  }

  private T bind(ObjectNode tree) {
    try {
      return FORMAT.mapper().treeToValue(tree, type);
    } catch (ValueInstantiationException e) {
      if (e.getCause() instanceof RecipeException recipe) {
        throw recipe;
      }
      throw new IllegalStateException(e);
    } catch (MismatchedInputException e) {
      throw FORMAT.mismatch(e, tree);
    } catch (JsonProcessingException e) {
      throw new RecipeException("recipe: " + e.getOriginalMessage(), "");
    }
  }
}
