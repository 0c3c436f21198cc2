package dev.counterpoint.datasets.captioned.split;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * How many captions of a held-out part are captions of training too, but for case and space. Such
 * pictures may well differ; but a model can know these captions by heart.
 *
 * @param heldOut captions of the held-out part
 * @param shared how many of them training has too
 */
public record SharedCaptions(int heldOut, int shared) {

  /** Counts over the pictures that can be described. */
  public static SharedCaptions of(CaptionedPictures set, int[] training, int[] heldOut) {
    // 64 bits of a hash each: two of a million captions meet with a chance of 3 in 10^8.
    long[] known = hashes(set, training).sorted().toArray();
    long[] asked = hashes(set, heldOut).toArray();
    int shared = 0;
    for (long caption : asked) {
      if (Arrays.binarySearch(known, caption) >= 0) {
        shared++;
      }
    }
    return new SharedCaptions(asked.length, shared);
  }

  /** For people. */
  @Override
  public String toString() {
    return "%d of %d held-out captions are captions of training too".formatted(shared, heldOut);
  }

  private static LongStream hashes(CaptionedPictures set, int[] indices) {
    LongStream.Builder hashes = LongStream.builder();
    for (int index : indices) {
      try {
        for (String caption : set.description(index).captions()) {
          hashes.add(hash(caption));
        }
      } catch (BadExampleException e) {
        // It can be used for neither training nor measuring.
        continue;
      }
    }
    return hashes.build();
  }

  private static long hash(String caption) {
    String plain = caption.strip().toLowerCase(Locale.ROOT);
    long hash = 0xCBF29CE484222325L;
    boolean space = false;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean wasSpace = space;
      space = Character.isWhitespace(c);
      if (!space || !wasSpace) {
        hash = (hash ^ (space ? ' ' : c)) * 0x100000001B3L;
        // FNV alone mixes the high bits of late characters badly.
        hash ^= hash >>> 29;
      }
    }
    return hash;
  }
}
