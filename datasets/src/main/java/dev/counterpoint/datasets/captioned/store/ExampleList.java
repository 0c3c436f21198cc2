package dev.counterpoint.datasets.captioned.store;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Keys, captions and fields of the examples of a source. Safe for use by many threads. */
public final class ExampleList {

  private final String source;
  private final List<String> fieldNames;
  private final ByteArena arena;
  private final long[] keys;
  private final long[] fields;
  private final int[] firstCaptions;
  private final int[] lines;
  private final long[] texts;
  private final int[] nextCaptions;
  private final int[] captionLines;

  ExampleList(ExampleListBuilder from) {
    source = from.source;
    fieldNames = from.fieldNames;
    arena = from.arena;
    keys = Arrays.copyOf(from.keys, from.examples);
    fields = Arrays.copyOf(from.fields, from.examples);
    firstCaptions = Arrays.copyOf(from.firstCaptions, from.examples);
    lines = Arrays.copyOf(from.lines, from.examples);
    texts = Arrays.copyOf(from.texts, from.captions);
    nextCaptions = Arrays.copyOf(from.nextCaptions, from.captions);
    captionLines = Arrays.copyOf(from.captionLines, from.captions);
  }

  /** Number of examples. */
  public int size() {
    return keys.length;
  }

  /** The key of an example. */
  public String key(int index) {
    return new String(arena.get(keys[index]), StandardCharsets.UTF_8);
  }

  /** Where an example was first named: file and line. */
  public String where(int index) {
    return place(lines[index]);
  }

  /**
   * Captions and fields of an example.
   *
   * @throws BadExampleException if no caption can be used
   */
  public Description description(int index) {
    CaptionText captions = new CaptionText(key(index));
    for (int i = firstCaptions[index]; i >= 0; i = nextCaptions[i]) {
      captions.add(arena.get(texts[i]), place(captionLines[i]));
    }
    Map<String, String> values =
        fields[index] < 0 ? Map.of() : FieldValues.unpack(arena.get(fields[index]), fieldNames);
    return new Description(captions.captions(), values);
  }

  /** Adds what tells an example from another to a sum: key and captions, good or bad. */
  public void digest(int index, MessageDigest sum) {
    Fingerprint.add(sum, arena.get(keys[index]));
    for (int i = firstCaptions[index]; i >= 0; i = nextCaptions[i]) {
      Fingerprint.add(sum, arena.get(texts[i]));
    }
  }

  private String place(int line) {
    return line > 0 ? MalformedSourceException.line(source, line) : source;
  }
}
