package dev.counterpoint.app.fusion.quality;

import dev.counterpoint.app.recipe.RecipeException;
import java.util.List;

/** Numbers of training examples m. */
public final class QualitySizes {

  /** Of the experiment, and where nothing else is asked for. */
  public static final List<Integer> STANDARD = List.of(50, 100, 200, 500, 1_000, 3_000);

  private QualitySizes() {}

  /**
   * The numbers that are asked for; else those of {@link #STANDARD} up to half the pool, so that
   * the heads are refitted on examples that encoders have not seen, too.
   *
   * @param wanted ascending or not; empty for the standard
   * @param pool labeled examples
   * @param classes number of classes
   * @throws RecipeException if a number is below that of the classes or above the pool's
   */
  public static List<Integer> of(List<Integer> wanted, int pool, int classes) {
    if (wanted.isEmpty()) {
      List<Integer> some = STANDARD.stream().filter(m -> m >= classes && m <= pool / 2).toList();
      return some.isEmpty() ? List.of(Math.max(pool / 2, Math.min(classes, pool))) : some;
    }
    for (int m : wanted) {
      if (m < classes || m > pool) {
        throw new RecipeException(
            "--sizes: expected %d (one example for each class) to %d (all training examples), found %d"
                .formatted(classes, pool, m),
            "The nearest valid value is " + Math.max(classes, Math.min(pool, m)) + ".");
      }
    }
    return wanted.stream().distinct().sorted().toList();
  }
}
