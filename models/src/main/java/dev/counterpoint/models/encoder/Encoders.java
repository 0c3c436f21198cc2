package dev.counterpoint.models.encoder;

import ai.djl.nn.Block;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Image encoders by name. A new one is a line here; the contract tests then run on it. */
public final class Encoders {

  private static final Map<String, IntFunction<Block>> BY_NAME =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "small-cnn", SmallConvEncoder::create,
                  "mlp", features -> MlpEncoder.create(MlpEncoder.IRM_UNITS, features),
                  "resnet18", ResNet18Encoder::create)));

  private Encoders() {}

  /** All names, sorted. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /**
   * An encoder that is not initialised.
   *
   * @param name one of {@link #names}
   * @param features width of the result, at least 1
   * @return from {@code (N, C, H, W)} float32 to {@code (N, features)}
   * @throws UnknownEncoderException if there is none of this name; it names the nearest
   * @throws IllegalArgumentException if features is below 1
   */
  public static Block create(String name, int features) {
    IntFunction<Block> encoder = BY_NAME.get(name);
    if (encoder == null) {
      Comparator<String> byDistance =
          Comparator.comparing((String other) -> !other.contains(name))
              .thenComparingInt(other -> distance(name, other));
      throw new UnknownEncoderException(
          name, names().stream().min(byDistance).orElseThrow(), names());
    }
    if (features < 1) {
      throw new IllegalArgumentException("features must be at least 1, found " + features);
    }
    return encoder.apply(features);
  }

  /** Levenshtein's: how many letters must be put in, left out or changed. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
