package dev.counterpoint.datasets.text.shift;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Words in another order, and fewer of them; white space separates them. */
final class WordOrder {

  private WordOrder() {}

  static String shuffled(String caption, int strength, SplittableRandom random) {
    String[] words = words(caption);
    if (words.length < 2) {
      return caption;
    }
    int moved =
        Math.max(2, (int) Math.ceil(words.length * strength / (double) CaptionShift.STRONGEST));
    int[] places = permutation(words.length, random);
    int[] order = permutation(moved, random);
    // One that happens to leave all in place is turned by one: a shift must shift.
    int turn = isInOrder(order) ? 1 : 0;
    String[] shuffled = words.clone();
    for (int i = 0; i < moved; i++) {
      shuffled[places[i]] = words[places[(order[i] + turn) % moved]];
    }
    return String.join(" ", shuffled);
  }

  static String dropped(String caption, double probability, SplittableRandom random) {
    String[] words = words(caption);
    int saved = random.nextInt(words.length);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      boolean dropped = random.nextDouble() < probability;
      if (!dropped || i == saved) {
        kept.add(words[i]);
      }
    }
    return String.join(" ", kept);
  }

  /** The words of a text that is not blank. */
  static String[] words(String caption) {
    return caption.strip().split("\\s+");
  }

  private static int[] permutation(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static boolean isInOrder(int[] order) {
    for (int i = 0; i < order.length; i++) {
      if (order[i] != i) {
        return false;
      }
    }
    return true;
  }
}
