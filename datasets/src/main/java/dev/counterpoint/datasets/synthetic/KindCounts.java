package dev.counterpoint.datasets.synthetic;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How many examples of each kind there are, as near to the shares as whole numbers can be. */
final class KindCounts {

  private KindCounts() {}

  /** The kinds of all examples, by largest remainder, in an order of the address. */
  static int[] shuffled(List<MixtureKind> kinds, int size, RandomAddress address) {
    int[] counts = of(kinds, size);
    int[] order = address.permutation(size);
    int[] shuffled = new int[size];
    int next = 0;
    for (int kind = 0; kind < counts.length; kind++) {
      for (int i = 0; i < counts[kind]; i++) {
        shuffled[order[next++]] = kind;
      }
    }
    return shuffled;
  }

  static int[] of(List<MixtureKind> kinds, int size) {
    int[] counts = new int[kinds.size()];
    double[] remainders = new double[counts.length];
    int given = 0;
    for (int kind = 0; kind < counts.length; kind++) {
      double exact = kinds.get(kind).share() * size;
      // A share such as 0.29 times 100 is a hair below a whole number.
      counts[kind] = (int) Math.floor(exact + 1e-9);
      remainders[kind] = exact - counts[kind];
      given += counts[kind];
    }
    int[] byRemainder =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer kind) -> -remainders[kind]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; given < size; i++, given++) {
      counts[byRemainder[i]]++;
    }
    return counts;
  }
}
