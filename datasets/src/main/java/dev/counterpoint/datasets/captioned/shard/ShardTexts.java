package dev.counterpoint.datasets.captioned.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.Description;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the texts of one example to its description. */
final class ShardTexts {

  /** Characters of the longest caption. */
  static final int LONGEST_CAPTION = 1 << 16;

  private static final List<String> CAPTION_KEYS =
      List.of("caption", "captions", "text", "sentence");
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final String key;
  private final List<String> captions = new ArrayList<>();
  private final Map<String, String> fields = new LinkedHashMap<>();
  private boolean blank;

  private ShardTexts(String key) {
    this.key = key;
  }

  /**
   * Reads the texts.
   *
   * @param key for messages
   * @param text content of {@code .txt}, or null
   * @param json content of {@code .json}, or null
   * @param label content of {@code .cls}, or null
   * @throws BadExampleException if there is no caption that can be used
   */
  static Description read(String key, byte[] text, byte[] json, byte[] label) {
    ShardTexts texts = new ShardTexts(key);
    if (text != null) {
      texts.addCaption(texts.decode(text, ".txt"));
    }
    if (json != null) {
      texts.addJson(texts.decode(json, ".json"), text == null);
    }
    if (label != null) {
      texts.fields.put("label", texts.decode(label, ".cls").strip());
    }
    if (texts.captions.isEmpty()) {
      throw texts.bad(
          texts.blank ? BadExampleReason.CAPTION_BLANK : BadExampleReason.CAPTION_MISSING, "");
    }
    return new Description(texts.captions, texts.fields);
  }

  private void addCaption(String caption) {
    String stripped = caption.strip();
    if (stripped.isEmpty()) {
      blank = true;
      return;
    }
    if (stripped.length() > LONGEST_CAPTION) {
      throw bad(
          BadExampleReason.CAPTION_TOO_LONG,
          "%d characters, at most %d".formatted(stripped.length(), LONGEST_CAPTION));
    }
    if (stripped.indexOf('\0') >= 0) {
      throw bad(BadExampleReason.CAPTION_NOT_TEXT, "it holds a NUL");
    }
    captions.add(stripped);
  }

  private void addJson(String json, boolean withCaptions) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw bad(BadExampleReason.CAPTION_NOT_TEXT, ".json: " + e.getOriginalMessage());
    }
    if (root == null || !root.isObject()) {
      throw bad(BadExampleReason.CAPTION_NOT_TEXT, ".json: expected an object {...}");
    }
    String from = null;
    for (String name : withCaptions ? CAPTION_KEYS : List.<String>of()) {
      if (captions.isEmpty() && root.has(name)) {
        from = name;
        addCaptions(root.get(name));
      }
    }
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      JsonNode value = field.getValue();
      if (value.isValueNode() && !value.isNull() && !field.getKey().equals(from)) {
        fields.put(field.getKey(), value.asText());
      }
    }
  }

  private void addCaptions(JsonNode value) {
    if (value.isTextual()) {
      addCaption(value.textValue());
    }
    for (JsonNode element : value) {
      if (element.isTextual()) {
        addCaption(element.textValue());
      }
    }
  }

  private String decode(byte[] bytes, String extension) {
    // Some editors begin files with a byte order mark.
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int start = mark ? 3 : 0;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
          .toString();
    } catch (CharacterCodingException e) {
      throw bad(BadExampleReason.CAPTION_NOT_TEXT, extension + " is not UTF-8");
    }
  }

  private BadExampleException bad(BadExampleReason reason, String detail) {
    return new BadExampleException(reason, key, detail, null);
  }
}
