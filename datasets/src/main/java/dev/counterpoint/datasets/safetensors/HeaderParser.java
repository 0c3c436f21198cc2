package dev.counterpoint.datasets.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON header of a safetensors file, strictly: what the format does not name, fails. */
final class HeaderParser {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String where;
  private final JsonParser parser;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<TensorPlace> places = new ArrayList<>();

  private HeaderParser(String where, JsonParser parser) {
    this.where = where;
    this.parser = parser;
  }

  /** Parses a header of UTF-8 bytes, which may end in spaces. */
  static HeaderParser parse(byte[] header, String where) {
    Reader text =
        new InputStreamReader(
            new ByteArrayInputStream(header),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try (JsonParser parser = JSON.createParser(text)) {
      HeaderParser parsed = new HeaderParser(where, parser);
      parsed.run();
      return parsed;
    } catch (JsonProcessingException e) {
      throw new SafetensorsException(
          "%s: the header is not valid JSON at character %d: %s"
              .formatted(where, e.getLocation().getCharOffset(), e.getOriginalMessage()),
          SafetensorsReader.REMEDY,
          e);
    } catch (CharacterCodingException e) {
      throw new SafetensorsException(
          where + ": the header is not valid UTF-8", SafetensorsReader.REMEDY, e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory does not fail", e);
    }
  }

  /** The texts of {@code __metadata__}, in their order. */
  Map<String, String> metadata() {
    return metadata;
  }

  /** The tensors, in the order of the header. */
  List<TensorPlace> places() {
    return places;
  }

  private void run() throws IOException {
    expect(parser.nextToken(), JsonToken.START_OBJECT, "the header");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (name.equals(TensorEntry.METADATA)) {
        readMetadata();
      } else {
        places.add(readPlace(name));
      }
    }
    if (parser.nextToken() != null) {
      throw error("something follows the header's object");
    }
  }

  private void readMetadata() throws IOException {
    expect(parser.nextToken(), JsonToken.START_OBJECT, TensorEntry.METADATA);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      expect(parser.nextToken(), JsonToken.VALUE_STRING, TensorEntry.METADATA + " \"" + key + '"');
      metadata.put(key, parser.getText());
    }
  }

  private TensorPlace readPlace(String name) throws IOException {
    String tensor = "tensor \"%s\"".formatted(name);
    expect(parser.nextToken(), JsonToken.START_OBJECT, tensor);
    TensorType type = null;
    long[] shape = null;
    long[] offsets = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String field = tensor + ": " + key;
      parser.nextToken();
      switch (key) {
        case "dtype" -> type = readType(field);
        case "shape" -> shape = readNumbers(field);
        case "data_offsets" -> offsets = readNumbers(field);
        default -> throw error(tensor + " has an unknown key \"" + key + '"');
      }
    }
    if (type == null || shape == null || offsets == null) {
      throw error(tensor + " lacks one of dtype, shape, data_offsets");
    }
    if (offsets.length != 2) {
      throw error(
          "%s: data_offsets must be two numbers, found %d".formatted(tensor, offsets.length));
    }
    return new TensorPlace(name, type, shape, offsets[0], offsets[1]);
  }

  private TensorType readType(String field) throws IOException {
    expect(parser.currentToken(), JsonToken.VALUE_STRING, field);
    String text = parser.getText();
    return Arrays.stream(TensorType.values())
        .filter(type -> type.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                error(
                    "%s is \"%s\"; known are %s"
                        .formatted(field, text, Arrays.toString(TensorType.values()))));
  }

  private long[] readNumbers(String field) throws IOException {
    expect(parser.currentToken(), JsonToken.START_ARRAY, field);
    long[] numbers = new long[4];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, field);
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count] = parser.getLongValue();
      if (numbers[count] < 0) {
        throw error("%s has the negative number %d".formatted(field, numbers[count]));
      }
      count++;
    }
    return Arrays.copyOf(numbers, count);
  }

  private void expect(JsonToken found, JsonToken expected, String what) {
    if (found != expected) {
      throw error("%s: expected %s, found %s".formatted(what, expected, found));
    }
  }

  private SafetensorsException error(String problem) {
    return new SafetensorsException(where + ": " + problem, SafetensorsReader.REMEDY, null);
  }
}
