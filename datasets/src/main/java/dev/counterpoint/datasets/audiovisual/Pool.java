package dev.counterpoint.datasets.audiovisual;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The examples of one modality that a part may use, class by class. */
final class Pool {

  private final int[][] byClass;

  private Pool(int[][] byClass) {
    this.byClass = byClass;
  }

  /**
   * All examples.
   *
   * @param labels {@code (N)} classes
   * @param classes number of classes
   */
  static Pool of(int[] labels, int classes) {
    int[][] byClass = new int[classes][];
    for (int c = 0; c < classes; c++) {
      int own = c;
      byClass[c] = IntStream.range(0, labels.length).filter(i -> labels[i] == own).toArray();
    }
    return new Pool(byClass);
  }

  /**
   * Two pools that have nothing in common: of each class, one example of {@code share} drawn at
   * random goes to the second, rounded up.
   *
   * @param address where the choice comes from
   */
  Pool[] split(int share, RandomAddress address) {
    int[][] kept = new int[byClass.length][];
    int[][] heldOut = new int[byClass.length][];
    for (int c = 0; c < byClass.length; c++) {
      int[] own = byClass[c];
      int held = (own.length + share - 1) / share;
      int[] order = address.at(c).permutation(own.length);
      heldOut[c] = IntStream.range(0, held).map(i -> own[order[i]]).sorted().toArray();
      kept[c] = IntStream.range(held, own.length).map(i -> own[order[i]]).sorted().toArray();
    }
    return new Pool[] {new Pool(kept), new Pool(heldOut)};
  }

  /**
   * Checks that there is something of each class.
   *
   * @param part the part's name, for the error
   * @param modality what the examples are, for the error: {@code "picture"}
   * @throws MissingClassException if a class has no example
   */
  Pool checked(String part, String modality, String source) {
    for (int c = 0; c < byClass.length; c++) {
      if (byClass[c].length == 0) {
        throw new MissingClassException(
            "class %d has no %s in the %s part of %s: no pairs of this class can be made"
                .formatted(c, modality, part, source),
            "Each of the %d classes needs at least two training examples and one test example in both modalities."
                .formatted(byClass.length));
      }
    }
    return this;
  }

  /**
   * Examples of these classes. Those of a class come in a random order; when all have come, in
   * another, so that each comes as often as any other, give or take one.
   *
   * @param labels {@code (N)} classes
   * @param address where the orders come from
   * @return {@code (N)} indices; the first do not depend on how many follow
   */
  int[] of(int[] labels, RandomAddress address) {
    int[] used = new int[byClass.length];
    int[][] order = new int[byClass.length][];
    int[] chosen = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      int c = labels[i];
      int size = byClass[c].length;
      if (used[c] % size == 0) {
        order[c] = address.at(c).at(used[c] / size).permutation(size);
      }
      chosen[i] = byClass[c][order[c][used[c]++ % size]];
    }
    return chosen;
  }

  /**
   * Replaces some choices by examples of a class drawn at random, the right one included: what they
   * show is independent of the label. Those replaced at a small share are replaced at a greater one
   * too.
   *
   * @param chosen {@code (N)} indices, which are changed
   * @param share how many, 0 to 1
   * @param address where the randomness comes from; pair i uses place i below it
   */
  int[] withUseless(int[] chosen, double share, RandomAddress address) {
    for (int i = 0; i < chosen.length && share > 0; i++) {
      SplittableRandom random = address.at(i).stream();
      if (random.nextDouble() < share) {
        int[] any = byClass[random.nextInt(byClass.length)];
        chosen[i] = any[random.nextInt(any.length)];
      }
    }
    return chosen;
  }
}
