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
import java.util.List;
import java.util.Map;

/**
 * Reads and writes recipes. A recipe file is laid over a base recipe, which is named by its key
 * {@code base} and comes with the program, and may leave out all that it does not change; settings
 * of the form {@code training.epochs=3} are laid over both. A key that the base does not have is an
 * error.
 */
public final class Recipes {

  /** The recipes that come with the program. */
  public static final List<String> BUILT_IN =
      List.of(
          "colored-mnist-clip",
          "colored-mnist-simclr",
          "colored-mnist-supervised",
          "irm-supervised",
          "domainbed-supervised");

  private static final RecipeFormat FORMAT = new RecipeFormat();

  private Recipes() {}

  /**
   * A recipe by name or from a file.
   *
   * @param nameOrFile one of {@link #BUILT_IN}, or a path
   * @param settings {@code key=value} in the order in which they apply
   * @throws RecipeException if it cannot be read or holds an unknown key or a value out of range
   */
  public static Recipe load(String nameOrFile, List<String> settings) {
    ObjectNode tree;
    if (BUILT_IN.contains(nameOrFile)) {
      tree = builtIn(nameOrFile);
    } else if (Files.isRegularFile(Path.of(nameOrFile))) {
      tree = fromFile(Path.of(nameOrFile));
    } else {
      throw new RecipeException(
          "no recipe '" + nameOrFile + "': neither a file nor one that comes with the program",
          "Did you mean " + Nearest.of(nameOrFile, BUILT_IN) + "? There are " + BUILT_IN + ".");
    }
    for (String setting : settings) {
      apply(setting, tree);
    }
    return bind(tree);
  }

  /**
   * A recipe that comes with the program, with settings of the form {@code key=value} laid over.
   */
  public static Recipe load(String name, Map<String, ?> settings) {
    List<String> list = new ArrayList<>();
    settings.forEach((key, value) -> list.add(key + "=" + value));
    return load(name, list);
  }

  /** The whole recipe as YAML, every key in its place. */
  public static String toYaml(Recipe recipe) {
    try {
      return FORMAT.mapper().writeValueAsString(recipe);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recipe that cannot be written", e);
    }
  }

  private static ObjectNode builtIn(String name) {
    try (InputStream in = Recipes.class.getResourceAsStream("/recipes/" + name + ".yaml")) {
      return FORMAT.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new IllegalStateException("the recipe " + name + " of this program is not readable", e);
    }
  }

  private static ObjectNode fromFile(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new RecipeException(
          "recipe " + file + " cannot be read: " + e.getMessage(), "It must be UTF-8 text.");
    }
    ObjectNode own = FORMAT.tree(text, file.toString());
    JsonNode base = own.remove("base");
    String name = base == null ? "colored-mnist-clip" : base.asText();
    if (!BUILT_IN.contains(name)) {
      throw new RecipeException(
          "recipe " + file + ": no base recipe '" + name + "'",
          "Did you mean " + Nearest.of(name, BUILT_IN) + "? There are " + BUILT_IN + ".");
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

  private static Recipe bind(ObjectNode tree) {
    try {
      return FORMAT.mapper().treeToValue(tree, Recipe.class);
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
