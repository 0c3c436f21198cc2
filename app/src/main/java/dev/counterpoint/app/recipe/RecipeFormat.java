package dev.counterpoint.app.recipe;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Recipes as YAML: strict types, words such as {@code noisy-label} for the values of enums. */
final class RecipeFormat {

  private final ObjectMapper mapper =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .addModule(words())
          .build();

  ObjectMapper mapper() {
    return mapper;
  }

  ObjectNode tree(String text, String where) {
    try {
      JsonNode tree = mapper.readTree(text);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new RecipeException(
          "recipe " + where + " is not a list of keys with values", "Start from a printed recipe.");
    } catch (JsonProcessingException e) {
      throw new RecipeException(
          "recipe %s, line %d, column %d: %s"
              .formatted(
                  where,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          "A recipe is YAML with two spaces a level.");
    }
  }

  /** The value of a setting {@code key=value}. */
  JsonNode value(String setting) {
    int equals = setting.indexOf('=');
    String text = setting.substring(equals + 1);
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new RecipeException(
          "recipe value %s: expected a number, a word, true or false, found %s"
              .formatted(setting.substring(0, equals).trim(), text.trim()),
          "");
    }
  }

  /** Says which key holds a value of the wrong type. */
  RecipeException mismatch(MismatchedInputException e, JsonNode tree) {
    List<String> path = new ArrayList<>();
    JsonNode found = tree;
    for (var reference : e.getPath()) {
      path.add(reference.getFieldName());
      found = found == null ? null : found.get(reference.getFieldName());
    }
    String key = String.join(".", path);
    if (e.getTargetType() != null && e.getTargetType().isEnum() && found != null) {
      List<String> words = new ArrayList<>();
      for (Object constant : e.getTargetType().getEnumConstants()) {
        words.add(word((Enum<?>) constant));
      }
      return new RecipeException(
          "recipe value %s: expected one of %s, found %s".formatted(key, words, found.asText()),
          "The nearest valid value is " + Nearest.of(found.asText(), words) + ".");
    }
    String expected =
        e.getTargetType() == null ? "another type" : e.getTargetType().getSimpleName();
    return new RecipeException(
        "recipe value %s: expected %s, found %s".formatted(key, expected, found),
        "Numbers are written as 3 or 0.1, truth values as true or false.");
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @SuppressWarnings("rawtypes")
  private static SimpleModule words() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(
        Enum.class,
        new JsonSerializer<Enum>() {
          @Override
          public void serialize(Enum value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(word(value));
          }
        });
    module.setDeserializerModifier(
        new BeanDeserializerModifier() {
          private static final long serialVersionUID = 1L;

          @Override
          public JsonDeserializer<?> modifyEnumDeserializer(
              DeserializationConfig config,
              JavaType type,
              BeanDescription description,
              JsonDeserializer<?> standard) {
            return new WordDeserializer(type.getRawClass());
          }
        });
    return module;
  }

  /** Reads the word of an enum constant; anything else is an error with the constant's type. */
  private static final class WordDeserializer extends JsonDeserializer<Object> {

    private final Class<?> type;

    WordDeserializer(Class<?> type) {
      this.type = type;
    }

    @Override
    public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getValueAsString("");
      for (Object constant : type.getEnumConstants()) {
        if (word((Enum<?>) constant).equals(text)) {
          return constant;
        }
      }
      throw MismatchedInputException.from(in, type, "not a word of " + type.getSimpleName());
    }
  }
}
