package dev.counterpoint.datasets.digits.rendered;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The ways in which people write the ten digits.
 *
 * <p>The knots are in hundredths of the digit's height, x to the right and y down. To add a way,
 * add a line; the pinned hash in the tests then has to be renewed, since the images change.
 */
final class Skeletons {

  private static final List<List<Skeleton>> DIGITS =
      List.of(
          List.of( // 0
              Skeleton.of(5, "35,0 10,20 2,55 14,90 36,100 60,84 68,48 58,14 36,1"), // oval
              Skeleton.of(4, "52,8 30,0 8,24 2,58 18,94 42,98 64,74 66,36 50,6 34,3"), // overlap
              Skeleton.of(2, "56,16 36,0 8,26 4,62 24,98 50,94 68,64 62,22 42,3 26,14"), // hook
              Skeleton.of(2, "40,2 8,16 0,50 16,88 46,98 80,80 88,44 72,10 42,0"), // wide
              Skeleton.of(1, "30,4 4,30 2,64 20,96 48,92 62,60 58,24 44,6")), // not closed
          List.of( // 1
              Skeleton.of(6, "20,0 21,50 20,100"), // bare
              Skeleton.of(4, "2,30 24,0! 24,50 23,100"), // flag
              Skeleton.of(1, "0,50 34,0! 34,50 33,100"), // long flag
              Skeleton.of(2, "4,26 26,0! 26,50 26,99 | 2,100 50,99"), // flag and base
              Skeleton.of(1, "24,0 24,50 24,98 | 2,99 48,100")), // base
          List.of( // 2
              Skeleton.of(4, "4,22 22,2 46,3 58,22 48,48 26,76 2,98! 32,96 66,98"), // corner
              Skeleton.of(
                  3, "6,24 22,2 48,4 58,26 44,56 22,86 8,95 4,86 14,78 38,92 70,94"), // loop
              Skeleton.of(2, "4,10 32,0 56,12 48,36! 0,98! 64,98"), // straight back
              Skeleton.of(2, "2,26 26,0 54,14 52,44 28,74 0,94! 18,86 44,97 70,88"), // wave
              Skeleton.of(1, "8,30 18,6 46,0 62,24 42,60 12,92 24,98 72,92")), // round foot
          List.of( // 3
              Skeleton.of(4, "6,12 28,0 52,10 48,34 24,46! 54,56 62,78 40,98 14,98 0,86"), // bowls
              Skeleton.of(2, "4,3 58,2! 26,40! 56,52 60,82 32,100 2,90"), // flat top
              Skeleton.of(
                  2, "6,12 28,0 52,12 44,36 24,47 20,42 30,44 56,58 60,82 36,100 4,90"), // loop
              Skeleton.of(2, "8,8 34,0 54,18 38,42 26,48 50,54 62,76 40,98 2,92")), // soft
          List.of( // 4
              Skeleton.of(3, "14,2 6,36 4,58! 30,58 68,54 | 52,12 50,56 46,100"), // open
              Skeleton.of(2, "24,0 2,56! 68,56 | 48,26 46,64 42,100"), // open, short mast
              Skeleton.of(2, "48,100 48,50 50,0! 0,64! 70,62"), // closed, one stroke
              Skeleton.of(2, "46,2 22,34 0,62! 36,63 70,62 | 48,0 47,52 46,100"), // closed
              Skeleton.of(3, "4,4 0,34 20,52 46,46 60,6! 57,50 50,100"), // like y
              Skeleton.of(1, "42,2 16,14 4,46 30,54 68,48 | 56,4 52,50 44,100")), // almost a 9
          List.of( // 5
              Skeleton.of(3, "12,4 8,44! 34,38 60,54 58,86 28,100 0,88 | 12,5 60,2"), // hat
              Skeleton.of(3, "62,4 16,4! 10,46! 36,38 62,58 56,88 26,100 0,88"), // one stroke
              Skeleton.of(2, "62,6 38,2 16,14 16,36 40,46 58,64 50,92 24,100 2,90"), // like S
              Skeleton.of(1, "14,8 10,42 34,44 56,62 44,92 2,98 | 18,10 68,0"), // hasty
              Skeleton.of(1, "56,2 18,6! 14,40! 40,48 44,74 28,100 0,94")), // narrow
          List.of( // 6
              Skeleton.of(4, "46,0 18,28 2,66 14,96 40,98 56,78 44,56 22,58 6,76"), // bow
              Skeleton.of(3, "38,0 14,40 4,74 20,98 46,94 52,72 34,60 8,78"), // straight
              Skeleton.of(2, "56,12 42,0 16,22 2,62 16,98 44,96 56,74 40,54 16,60 6,76"), // curl
              Skeleton.of(2, "30,0 6,36 2,76 22,100 56,90 62,62 36,46 8,64"), // large bowl
              Skeleton.of(1, "52,2 18,30 4,70 18,98 40,92 36,74 14,80")), // small bowl
          List.of( // 7
              Skeleton.of(4, "2,4 58,4! 36,48 22,100"),
              Skeleton.of(2, "2,6 58,4! 38,48 24,100 | 14,52 58,48"), // bar
              Skeleton.of(2, "2,20 5,4! 60,4! 36,48 24,100"), // serif
              Skeleton.of(1, "2,22 5,5! 60,5! 38,48 24,100 | 16,54 56,50"), // serif and bar
              Skeleton.of(2, "2,14 18,4 38,9 60,2! 42,38 30,100"), // wave
              Skeleton.of(2, "2,8 36,0 56,10 48,42 34,100")), // round
          List.of( // 8
              Skeleton.of(
                  4, "54,14 32,0 8,12 14,34 40,52 58,74 46,98 20,98 4,80 16,58 44,38 55,16"),
              Skeleton.of(
                  2,
                  "30,0 10,12 12,36 30,46 48,36 50,10 31,0 | 30,46 4,64 6,90 30,100 56,88 54,62 31,46"),
              Skeleton.of(
                  2, "32,46 10,28 14,6 36,0 52,14 44,36 14,58 4,82 22,100 50,92 54,68 32,46"),
              Skeleton.of(
                  2, "58,8 30,0 10,18 26,42 50,64 48,92 22,100 4,82 20,56 60,14"), // open top
              Skeleton.of(1, "50,16 32,0 12,14 26,38 48,66 34,98 12,86 24,52 46,30")),
          List.of( // 9
              Skeleton.of(3, "54,14 32,0 6,16 6,40 28,50 50,34 55,8! 55,50 53,100"), // straight
              Skeleton.of(
                  3, "54,16 34,0 8,14 6,38 28,48 50,32 56,14 58,50 46,90 20,100 2,92"), // hook
              Skeleton.of(3, "50,18 30,0 6,18 8,42 30,46 50,18! 46,56 28,100"), // leaning
              Skeleton.of(2, "60,10 36,0 12,16 10,38 34,44 58,14 54,56 44,100"), // soft
              Skeleton.of(1, "44,8 20,10 10,34 28,46 48,26 46,4! 44,50 36,100"))); // small head

  private Skeletons() {}

  /** A way of writing {@code digit}, each as often as its share says. */
  static Skeleton choose(int digit, SplittableRandom random) {
    List<Skeleton> ways = DIGITS.get(digit);
    int total = ways.stream().mapToInt(Skeleton::share).sum();
    double at = random.nextDouble() * total;
    for (Skeleton way : ways) {
      at -= way.share();
      if (at < 0) {
        return way;
      }
    }
    return ways.get(ways.size() - 1);
  }

  /** All ways of writing {@code digit}. */
  static List<Skeleton> of(int digit) {
    return DIGITS.get(digit);
  }
}
