package dev.counterpoint.datasets.captioned.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.LeftOut;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.captioned.store.ExampleListBuilder;
import dev.counterpoint.datasets.captioned.store.FilePictures;
import dev.counterpoint.datasets.captioned.store.FolderSearch;
import dev.counterpoint.datasets.captioned.store.PictureFolder;
import dev.counterpoint.datasets.captioned.store.Utf8Reader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads COCO's JSON as a stream, and once more if the annotations stand before the images. */
final class CocoReader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(1 << 20).maxNestingDepth(100).build())
          .build();
  private static final String REMEDY =
      "Expected is COCO's format: {\"images\": [{\"id\": 1, \"file_name\": \"a.jpg\"}],"
          + " \"annotations\": [{\"image_id\": 1, \"caption\": \"...\"}]}.";

  private final SourceFile source;
  private final SourceOptions options;
  private final String name;
  private final Map<String, Integer> images = new HashMap<>();
  private JsonParser parser;
  private PictureFolder folder;
  private ExampleListBuilder examples;
  private boolean annotated;

  CocoReader(SourceFile source, SourceOptions options) {
    this.source = source;
    this.options = options;
    this.name = source.given();
  }

  CaptionedPictures read() {
    pass();
    if (examples == null) {
      throw error(name, "there is no array \"images\"", null);
    }
    if (!annotated) {
      pass();
    }
    if (!annotated) {
      throw error(name, "there is no array \"annotations\"", null);
    }
    if (examples.captions() == 0) {
      throw new EmptySourceException(
          name,
          "it has %d images and no annotation".formatted(examples.size()),
          "Captions are in files such as captions_val2017.json.");
    }
    int silent = examples.dropUncaptioned();
    return new FilePictures(name, examples.build(), folder, new LeftOut(0, silent, 0));
  }

  private void pass() {
    try (Utf8Reader reader = new Utf8Reader(source.existing(), name);
        JsonParser opened = JSON.createParser(reader)) {
      parser = opened;
      readFile(reader);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw error(
          MalformedSourceException.line(name, line),
          "it is not valid JSON: " + e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    }
  }

  private void readFile(Utf8Reader reader) throws IOException {
    boolean imagesKnown = examples != null;
    expect(parser.nextToken(), JsonToken.START_OBJECT, "the file");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String array = parser.currentName();
      JsonToken value = parser.nextToken();
      if (array.equals("images")) {
        expect(value, JsonToken.START_ARRAY, "images");
        if (imagesKnown) {
          parser.skipChildren();
        } else {
          readImages(reader);
        }
      } else if (array.equals("annotations")) {
        expect(value, JsonToken.START_ARRAY, "annotations");
        if (examples == null) {
          skipArray(reader);
        } else {
          readAnnotations(reader);
        }
      } else {
        parser.skipChildren();
      }
      reader.recordStarts();
    }
    if (parser.nextToken() != null) {
      throw error(where(), "something follows the object", null);
    }
  }

  private void readImages(Utf8Reader reader) throws IOException {
    if (examples != null) {
      throw error(where(), "there are two arrays \"images\"", null);
    }
    List<String> names = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reader.recordStarts();
      String[] image = readObject("images", "id", "file_name");
      if (images.put(image[0], names.size()) != null) {
        throw error(where(), "two images have the id " + image[0], null);
      }
      ids.add(image[0]);
      names.add(image[1]);
      lines.add(line());
    }
    folder = FolderSearch.find(source, options, names, photographs());
    examples = new ExampleListBuilder(name, List.of("id"));
    for (int i = 0; i < names.size(); i++) {
      int line = lines.get(i);
      String key = folder.key(names.get(i), () -> MalformedSourceException.line(name, line));
      int example = examples.example(key, line);
      examples.fields(example, List.of(ids.get(i)));
      images.put(ids.get(i), example);
    }
  }

  private void readAnnotations(Utf8Reader reader) throws IOException {
    if (annotated) {
      throw error(where(), "there are two arrays \"annotations\"", null);
    }
    annotated = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reader.recordStarts();
      String[] annotation = readObject("annotations", "image_id", "caption");
      Integer example = images.get(annotation[0]);
      if (example == null) {
        throw error(
            where(),
            "an annotation has image_id %s, and no image has".formatted(annotation[0]),
            null);
      }
      examples.caption(example, annotation[1], line());
    }
  }

  private void skipArray(Utf8Reader reader) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reader.recordStarts();
      parser.skipChildren();
    }
  }

  /** Reads an object of the array and returns an id, a number or a text, and a text. */
  private String[] readObject(String array, String id, String text) throws IOException {
    expect(parser.currentToken(), JsonToken.START_OBJECT, "each of " + array);
    String[] found = new String[2];
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals(id)) {
        if (value != JsonToken.VALUE_NUMBER_INT) {
          expect(value, JsonToken.VALUE_STRING, array + ": " + id);
        }
        found[0] = parser.getText();
      } else if (field.equals(text)) {
        expect(value, JsonToken.VALUE_STRING, array + ": " + text);
        found[1] = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    if (found[0] == null || found[1] == null) {
      throw error(
          where(), "one of %s has no %s".formatted(array, found[0] == null ? id : text), null);
    }
    return found;
  }

  private void expect(JsonToken found, JsonToken expected, String what) {
    if (found != expected) {
      throw error(
          where(),
          "%s: expected %s, found %s"
              .formatted(what, say(expected), found == null ? "the end" : say(found)),
          null);
    }
  }

  private static String say(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      default -> token.toString();
    };
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private String where() {
    return MalformedSourceException.line(name, line());
  }

  /** {@code val2017} for {@code captions_val2017.json}: the folder of the photographs. */
  private String photographs() {
    String file = source.existing().getFileName().toString();
    int dot = file.lastIndexOf('.');
    String stem = dot < 0 ? file : file.substring(0, dot);
    String part = stem.substring(stem.lastIndexOf('_') + 1);
    return part.isEmpty() || part.startsWith(".") ? "images" : part;
  }

  private static MalformedSourceException error(String where, String problem, Exception cause) {
    return new MalformedSourceException(where, problem, REMEDY, cause);
  }
}
