package dev.counterpoint.datasets.captioned.split;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.store.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Splits by the hash of a picture's key: whether other pictures come or go, a picture stays in its
 * part. The parts are as large as asked for on average, not to the picture.
 *
 * <p>The hash is the first eight bytes of SHA-256 over salt, a NUL, and the key, in UTF-8, as a
 * fraction of 2^64.
 */
public final class HashSplit {

  private HashSplit() {}

  /**
   * Holds a part out as {@value PictureSplit#TEST}; all else is {@value PictureSplit#TRAIN}.
   *
   * @param salt another salt is another split
   * @param heldOut fraction, above 0 and below 1
   * @throws SplitException if a part gets no picture
   */
  public static PictureSplit of(CaptionedPictures set, String salt, double heldOut) {
    Map<String, Double> fractions = new LinkedHashMap<>();
    // First, so that a larger fraction keeps what a smaller one holds out.
    fractions.put(PictureSplit.TEST, heldOut);
    fractions.put(PictureSplit.TRAIN, 1 - heldOut);
    return of(set, salt, fractions);
  }

  /**
   * Splits into several parts.
   *
   * @param fractions of the parts, each above 0, with the sum 1
   * @throws IllegalArgumentException if they are not
   * @throws SplitException if a part gets no picture
   */
  public static PictureSplit of(CaptionedPictures set, String salt, Map<String, Double> fractions) {
    double sum = fractions.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!(Math.abs(sum - 1) < 1e-9) || fractions.values().stream().anyMatch(part -> !(part > 0))) {
      throw new IllegalArgumentException("fractions are above 0 and sum to 1, not " + fractions);
    }
    MessageDigest digest = Fingerprint.sha256();
    String[] partOfEach = new String[set.size()];
    for (int i = 0; i < partOfEach.length; i++) {
      double place = place(digest, salt, set.key(i));
      double end = 0;
      for (Map.Entry<String, Double> part : fractions.entrySet()) {
        end += part.getValue();
        partOfEach[i] = part.getKey();
        if (place < end) {
          break;
        }
      }
    }
    PictureSplit split = PictureSplit.of(partOfEach, fractions.keySet());
    for (String name : fractions.keySet()) {
      if (split.part(name).length == 0) {
        throw new SplitException(
            "of the %d pictures of %s, none falls to the part \"%s\" of %s"
                .formatted(set.size(), set.name(), name, fractions.get(name)),
            "Take a larger part, or list the pictures of each part in a file.");
      }
    }
    return split;
  }

  /** Where a key lies in [0, 1). */
  private static double place(MessageDigest digest, String salt, String key) {
    digest.update(salt.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    long hash = ByteBuffer.wrap(digest.digest(key.getBytes(StandardCharsets.UTF_8))).getLong();
    return (hash >>> 11) * 0x1p-53;
  }
}
