package dev.counterpoint.datasets.features;

import dev.counterpoint.datasets.features.npz.NpyArray;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;

/** Divides the examples of a single file. */
final class FeatureSplit {

  /** As they stand in errors, in their order. */
  static final List<String> PARTS = List.of("train", "validation", "test");

  private FeatureSplit() {}

  /**
   * By an array of 0, 1 and 2.
   *
   * @param where file and array, for messages
   * @return rows of each part, rising
   * @throws FeatureDataException if it is of another length, holds other numbers, or lacks a part
   */
  static int[][] stated(NpyArray array, int examples, String where) {
    if (array.size() != examples) {
      throw new FeatureDataException(
          where,
          "%d numbers for %d examples".formatted(array.size(), examples),
          "Give the part of each example.");
    }
    int[] parts = new int[examples];
    for (int i = 0; i < examples; i++) {
      double value = array.get(i);
      if (value != 0 && value != 1 && value != 2) {
        throw new FeatureDataException(
            where,
            "row %d holds %s; parts are 0 (train), 1 (validation) and 2 (test)".formatted(i, value),
            "Number the parts.");
      }
      parts[i] = (int) value;
    }
    return rows(parts, where);
  }

  /**
   * By the hash of each example's features: equal ones are in the same part, whatever else comes or
   * goes. Parts are as large as asked for on average, not to the example.
   *
   * @param file for messages
   * @throws FeatureDataException if a part gets no example
   */
  static int[][] hashed(
      MultimodalPart all, double validation, double test, RandomAddress address, String file) {
    MessageDigest digest = sha256();
    long salt = address.purpose("feature-split").value();
    int[] parts = new int[all.size()];
    for (int i = 0; i < parts.length; i++) {
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, salt));
      for (ModalityArray array : all.arrays()) {
        int example = array.data().limit() / all.size();
        digest.update(array.data().slice(i * example, example));
      }
      double place = (ByteBuffer.wrap(digest.digest()).getLong() >>> 11) * 0x1p-53;
      parts[i] = place < validation ? 1 : place < validation + test ? 2 : 0;
    }
    return rows(parts, file);
  }

  private static int[][] rows(int[] parts, String where) {
    int[][] rows = new int[PARTS.size()][];
    for (int p = 0; p < rows.length; p++) {
      int part = p;
      rows[p] = IntStream.range(0, parts.length).filter(i -> parts[i] == part).toArray();
      if (rows[p].length == 0) {
        throw new FeatureDataException(
            where,
            "of %d examples, none is in the part %s".formatted(parts.length, PARTS.get(p)),
            "Give more examples, or one file for each part.");
      }
    }
    return rows;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
