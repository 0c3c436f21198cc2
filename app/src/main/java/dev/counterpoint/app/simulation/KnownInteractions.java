package dev.counterpoint.app.simulation;

import dev.counterpoint.models.interactions.JointDistribution;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Distributions whose decomposition is known in closed form.
 *
 * @param name as in tables
 * @param distribution of two modalities and a label
 * @param redundancy R, bits
 * @param firstUnique U1, bits
 * @param secondUnique U2, bits
 * @param synergy S, bits
 */
public record KnownInteractions(
    String name,
    JointDistribution distribution,
    double redundancy,
    double firstUnique,
    double secondUnique,
    double synergy) {

  /** All that are compared. */
  public static List<KnownInteractions> all() {
    double ofAnd = 0.75 * Math.log(4.0 / 3) / Math.log(2);
    double three = Math.log(3) / Math.log(2);
    return List.of(
        of("AND", 2, 2, 2, (a, b) -> a & b, ofAnd, 0, 0, 0.5),
        of("OR", 2, 2, 2, (a, b) -> a | b, ofAnd, 0, 0, 0.5),
        of("XOR", 2, 2, 2, (a, b) -> a ^ b, 0, 0, 0, 1),
        of("copy of both", 2, 2, 4, (a, b) -> 2 * a + b, 0, 1, 1, 0),
        of("unique to x1", 2, 2, 2, (a, b) -> a, 0, 1, 0, 0),
        of("unique to x2", 2, 2, 2, (a, b) -> b, 0, 0, 1, 0),
        new KnownInteractions("redundant", same(2), 1, 0, 0, 0),
        new KnownInteractions("redundant, three symbols", same(3), three, 0, 0, 0),
        of("pick", 4, 2, 2, (a, b) -> b == 0 ? a / 2 : a % 2, 0, 0.5, 0, 0.5),
        of("sum modulo 3", 3, 3, 3, (a, b) -> (a + b) % 3, 0, 0, 0, three));
  }

  private static KnownInteractions of(
      String name,
      int first,
      int second,
      int labels,
      IntBinaryOperator label,
      double redundancy,
      double firstUnique,
      double secondUnique,
      double synergy) {
    double[][][] table = new double[first][second][labels];
    for (int a = 0; a < first; a++) {
      for (int b = 0; b < second; b++) {
        table[a][b][label.applyAsInt(a, b)] = 1.0 / (first * second);
      }
    }
    return new KnownInteractions(
        name, JointDistribution.of(table), redundancy, firstUnique, secondUnique, synergy);
  }

  private static JointDistribution same(int symbols) {
    double[][][] table = new double[symbols][symbols][symbols];
    for (int a = 0; a < symbols; a++) {
      table[a][a][a] = 1.0 / symbols;
    }
    return JointDistribution.of(table);
  }
}
