package dev.counterpoint.app.fusion.evaluation;

import java.util.List;

/**
 * Kinds of test examples, as a synthetic mixture has them.
 *
 * @param names of the kinds; none where examples have no kinds
 * @param of {@code (N)} each test example's index into the names
 */
public record ExampleKinds(List<String> names, int[] of) {

  /** Copies the list. */
  public ExampleKinds {
    names = List.copyOf(names);
  }

  /** Examples without kinds. */
  public static ExampleKinds none() {
    return new ExampleKinds(List.of(), new int[0]);
  }
}
