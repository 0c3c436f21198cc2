package dev.counterpoint.datasets.captioned.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Collects examples while a source is read. What is said of one key in several places becomes one
 * example. About 60 bytes an example and the bytes of its texts.
 */
public final class ExampleListBuilder {

  private static final int NONE = -1;

  final String source;
  final List<String> fieldNames;
  final ByteArena arena = new ByteArena();
  int examples;
  long[] keys = new long[16];
  long[] fields = new long[16];
  int[] firstCaptions = new int[16];
  int[] lines = new int[16];
  int captions;
  long[] texts = new long[16];
  int[] nextCaptions = new int[16];
  int[] captionLines = new int[16];

  private int[] lastCaptions = new int[16];
  private int[] table = new int[64];

  /**
   * Starts with no example.
   *
   * @param source the file, for messages
   * @param fieldNames names of the values that {@link #fields} takes
   */
  public ExampleListBuilder(String source, List<String> fieldNames) {
    this.source = source;
    this.fieldNames = List.copyOf(fieldNames);
    Arrays.fill(table, NONE);
  }

  /** Number of examples so far. */
  public int size() {
    return examples;
  }

  /** Number of captions so far, whether they can be used or not. */
  public int captions() {
    return captions;
  }

  /** Whether there is an example of a key. */
  public boolean has(String key) {
    return table[slot(key.getBytes(StandardCharsets.UTF_8))] != NONE;
  }

  /** The example of a key, which is new if the number is what {@link #size} was before. */
  public int example(String key, int line) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    int slot = slot(bytes);
    if (table[slot] != NONE) {
      return table[slot];
    }
    if (examples == keys.length) {
      int larger = 2 * examples;
      keys = Arrays.copyOf(keys, larger);
      fields = Arrays.copyOf(fields, larger);
      firstCaptions = Arrays.copyOf(firstCaptions, larger);
      lastCaptions = Arrays.copyOf(lastCaptions, larger);
      lines = Arrays.copyOf(lines, larger);
    }
    keys[examples] = arena.add(bytes, bytes.length);
    fields[examples] = NONE;
    firstCaptions[examples] = NONE;
    lines[examples] = line;
    table[slot] = examples++;
    if (2 * examples > table.length) {
      grow();
    }
    return examples - 1;
  }

  /** Adds a caption, good or bad: that shows when it is asked for. */
  public void caption(int example, String text, int line) {
    // Whatever is beyond the limit is not kept; four bytes are the most of one character.
    String kept =
        text.length() > CaptionText.MAX_BYTES ? text.substring(0, CaptionText.MAX_BYTES + 1) : text;
    caption(example, kept.getBytes(StandardCharsets.UTF_8), line);
  }

  /** Adds a caption as the source has it, good or bad. */
  public void caption(int example, byte[] utf8, int line) {
    if (captions == texts.length) {
      texts = Arrays.copyOf(texts, 2 * captions);
      nextCaptions = Arrays.copyOf(nextCaptions, 2 * captions);
      captionLines = Arrays.copyOf(captionLines, 2 * captions);
    }
    texts[captions] = arena.add(utf8, Math.min(utf8.length, CaptionText.MAX_BYTES + 1));
    nextCaptions[captions] = NONE;
    captionLines[captions] = line;
    if (firstCaptions[example] == NONE) {
      firstCaptions[example] = captions;
    } else {
      nextCaptions[lastCaptions[example]] = captions;
    }
    lastCaptions[example] = captions++;
  }

  /** Gives an example its fields; those that it has already stay. */
  public void fields(int example, List<String> values) {
    if (fields[example] == NONE && !values.isEmpty()) {
      byte[] packed = FieldValues.pack(values);
      fields[example] = arena.add(packed, packed.length);
    }
  }

  /** Leaves out the examples that have no caption, good or bad, and returns their number. */
  public int dropUncaptioned() {
    int kept = 0;
    for (int i = 0; i < examples; i++) {
      if (firstCaptions[i] != NONE) {
        keys[kept] = keys[i];
        fields[kept] = fields[i];
        firstCaptions[kept] = firstCaptions[i];
        lastCaptions[kept] = lastCaptions[i];
        lines[kept] = lines[i];
        kept++;
      }
    }
    int dropped = examples - kept;
    examples = kept;
    Arrays.fill(table, NONE);
    for (int i = 0; i < examples; i++) {
      table[slot(arena.get(keys[i]))] = i;
    }
    return dropped;
  }

  /** The examples; nothing may be added after. */
  public ExampleList build() {
    table = new int[0];
    lastCaptions = new int[0];
    return new ExampleList(this);
  }

  private int slot(byte[] key) {
    int mask = table.length - 1;
    int hash = Arrays.hashCode(key) * 0x9E3779B1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (table[slot] != NONE && !arena.holds(keys[table[slot]], key)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    table = new int[2 * table.length];
    Arrays.fill(table, NONE);
    for (int i = 0; i < examples; i++) {
      table[slot(arena.get(keys[i]))] = i;
    }
  }
}
