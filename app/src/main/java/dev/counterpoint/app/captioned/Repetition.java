package dev.counterpoint.app.captioned;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which examples of a batch mean the same: those with one caption, and those with one picture. */
final class Repetition {

  private Repetition() {}

  /**
   * The group of each example: the place of its first member.
   *
   * @param indices of the pictures
   * @param captions of the batch; case and blanks around them do not matter
   */
  static long[] groups(int[] indices, List<String> captions) {
    int[] parent = new int[indices.length];
    Map<String, Integer> byCaption = new HashMap<>();
    Map<Integer, Integer> byPicture = new HashMap<>();
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
      String caption = captions.get(i).strip().toLowerCase(Locale.ROOT);
      join(parent, i, byCaption.putIfAbsent(caption, i));
      join(parent, i, byPicture.putIfAbsent(indices[i], i));
    }
    long[] groups = new long[parent.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = root(parent, i);
    }
    return groups;
  }

  private static void join(int[] parent, int i, Integer earlier) {
    if (earlier != null) {
      int a = root(parent, i);
      int b = root(parent, earlier);
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }

  private static int root(int[] parent, int i) {
    int at = i;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
