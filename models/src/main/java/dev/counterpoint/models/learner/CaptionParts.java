package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.text.TokenRows;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Captions of a batch in parts of similar length, each with no more padding than its own longest
 * caption needs. One long caption would else make all rows long, and a transformer computes padding
 * like words: short captions such as names of pictures take little more than half of the time so.
 * Captions that repeat are there once.
 *
 * <p>In a batch a part is a modality of its own, {@code (rows, columns)} int64 token ids, and one
 * more says where its captions belong. An encoder must treat each caption alone. What it gives is
 * that of the whole up to rounding.
 */
public final class CaptionParts {

  /** Enough to leave most of the padding out, few enough for large operations. */
  private static final int PARTS = 4;

  /** Fewer rows than this in a part are not worth its operations. */
  private static final int FEWEST_ROWS = 32;

  /** Few widths need few plans of operations. */
  private static final int COLUMN_STEP = 2;

  private static final int FEWEST_COLUMNS = 4;

  private CaptionParts() {}

  /**
   * Captions in one part, without the columns that are padding in all rows.
   *
   * @param modality such as {@link dev.counterpoint.datasets.Modality#CAPTION}
   * @param rows all captions of the batch
   * @param endId of the token that ends a caption
   * @param step owner of the array
   * @return the modality by its name
   */
  public static Map<String, NDArray> whole(
      String modality, TokenRows rows, long endId, NDManager step) {
    return Map.of(modality, array(step, rows.columns(columns(rows, endId))));
  }

  /**
   * What a batch carries in the place of a modality of captions.
   *
   * @param modality such as {@link dev.counterpoint.datasets.Modality#CAPTION}
   * @param rows all captions of the batch
   * @param endId of the token that ends a caption
   * @param step owner of the arrays
   * @return its parts by their names; {@link #whole} where there are too few rows for parts
   */
  public static Map<String, NDArray> byLength(
      String modality, TokenRows rows, long endId, NDManager step) {
    Map<LongBuffer, List<Integer>> repeats = new LinkedHashMap<>();
    for (int row = 0; row < rows.rows(); row++) {
      LongBuffer tokens = LongBuffer.wrap(rows.ids(), row * rows.length(), rows.length());
      repeats.computeIfAbsent(tokens, same -> new ArrayList<>()).add(row);
    }
    int count = Math.min(PARTS, repeats.size() / FEWEST_ROWS);
    if (count < 2) {
      return whole(modality, rows, endId, step);
    }
    List<List<Integer>> distinct = new ArrayList<>(repeats.values());
    distinct.sort(Comparator.comparingInt(same -> rows.used(same.get(0), endId)));
    int[] byLength = distinct.stream().mapToInt(same -> same.get(0)).toArray();
    Map<String, NDArray> parts = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      int from = i * byLength.length / count;
      int to = (i + 1) * byLength.length / count;
      TokenRows part = rows.rows(IntStream.range(from, to).map(at -> byLength[at]).toArray());
      parts.put(part(modality, i), array(step, part.columns(columns(part, endId))));
    }
    long[] places = new long[rows.rows()];
    for (int at = 0; at < byLength.length; at++) {
      for (int row : distinct.get(at)) {
        places[row] = at;
      }
    }
    parts.put(places(modality), step.create(places));
    return parts;
  }

  /**
   * What a batch carries in the place of a modality of captions that repeat: each of them once.
   *
   * @param modality such as {@link dev.counterpoint.datasets.Modality#CAPTION}
   * @param all {@code (M, L)} int64, every caption that there is
   * @param chosen one of them for each example
   * @param step owner of the arrays
   * @return its one part by its name; the modality itself where none repeats
   */
  public static Map<String, NDArray> distinct(
      String modality, NDArray all, long[] chosen, NDManager step) {
    Map<Long, Integer> firsts = new LinkedHashMap<>();
    long[] places = new long[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      Integer first = firsts.putIfAbsent(chosen[i], firsts.size());
      places[i] = first == null ? firsts.size() - 1 : first;
    }
    long[] rows = firsts.keySet().stream().mapToLong(row -> row).toArray();
    NDArray part = all.get(new NDIndex("{}", step.create(rows)));
    part.attach(step);
    return rows.length == chosen.length
        ? Map.of(modality, part)
        : Map.of(part(modality, 0), part, places(modality), step.create(places));
  }

  private static int columns(TokenRows rows, long endId) {
    int needed = Math.max(FEWEST_COLUMNS, rows.longest(endId));
    return Math.min(rows.length(), (needed + COLUMN_STEP - 1) / COLUMN_STEP * COLUMN_STEP);
  }

  private static NDArray array(NDManager step, TokenRows rows) {
    return step.create(rows.ids(), new Shape(rows.rows(), rows.length()));
  }

  /**
   * Encodes the captions of a batch, whole or in parts.
   *
   * @param encoder {@code (n, L)} to {@code (n, F)}
   * @return {@code (N, F)} in the order of the batch
   * @throws IllegalArgumentException if the batch has no such modality
   */
  public static NDArray encode(Batch batch, String modality, UnaryOperator<NDArray> encoder) {
    NDArray places = batch.modalities().get(places(modality));
    if (places == null) {
      return encoder.apply(batch.get(modality));
    }
    List<NDArray> features =
        IntStream.iterate(0, i -> batch.modalities().containsKey(part(modality, i)), i -> i + 1)
            .mapToObj(i -> encoder.apply(batch.get(part(modality, i))))
            .toList();
    NDArray all = features.size() == 1 ? features.get(0) : NDArrays.concat(new NDList(features), 0);
    return all.get(new NDIndex("{}", places));
  }

  /** Whether a batch carries captions, whole or in parts. */
  static boolean isIn(Batch batch, String modality) {
    return batch.modalities().containsKey(modality)
        || batch.modalities().containsKey(places(modality));
  }

  private static String part(String modality, int i) {
    return modality + "-part-" + i;
  }

  private static String places(String modality) {
    return modality + "-places";
  }
}
