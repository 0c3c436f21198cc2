package dev.counterpoint.app.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.interactions.Decomposition;
import dev.counterpoint.models.interactions.JointDistribution;
import dev.counterpoint.models.interactions.PairwiseMargins;
import dev.counterpoint.models.interactions.UnimodalInformation;
import dev.counterpoint.models.interactions.bounds.AccuracyBounds;
import dev.counterpoint.models.interactions.bounds.Disagreement;
import dev.counterpoint.models.interactions.bounds.DisagreementBound;
import dev.counterpoint.models.interactions.bounds.RedundancyBound;
import dev.counterpoint.models.interactions.bounds.SynergyBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Random distributions, drawn uniformly from all of a shape (Dirichlet(1), as Liang et al. 2023):
 * do the bounds hold, how near are they, and is an estimate from examples near the truth?
 *
 * @param shape symbols of x1, of x2, and labels
 * @param distributions how many
 * @param sampled of how many of them examples are drawn
 * @param examples drawn of each
 */
public record InteractionsStudy(List<Integer> shape, int distributions, int sampled, int examples) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIZES = 3;
  private static final int PARTS = 100;
  private static final int MOST_POINTS = 1_000;
  private static final double TOLERANCE = 1e-6;

  /**
   * Copies the list and checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public InteractionsStudy {
    shape = List.copyOf(shape);
    if (shape.size() != SIZES
        || shape.get(0) < 1
        || shape.get(1) < 1
        || shape.get(2) < 2
        || distributions < 1
        || sampled < 0
        || sampled > distributions
        || examples < 2) {
      throw new IllegalArgumentException(
          ("expected a shape of three numbers with at least 2 labels, at least 1 distribution, as"
                  + " many or fewer to sample, and at least 2 examples, found %s, %d, %d and %d")
              .formatted(shape, distributions, sampled, examples));
    }
  }

  /** How many steps its progress has. */
  public static int parts() {
    return PARTS;
  }

  /** All that its numbers depend on besides the seed, as text. */
  public String key() {
    return toString();
  }

  /**
   * Runs it.
   *
   * @return null if stopped
   */
  public ObjectNode run(long seed, IntConsumer done, BooleanSupplier stop) {
    RandomAddress random = RandomAddress.seed(seed).purpose("interactions");
    ObjectNode result = JSON.createObjectNode();
    result.set("known", known());
    Map<String, Bound> bounds = new LinkedHashMap<>();
    ArrayNode points = JSON.createArrayNode();
    ArrayNode estimates = JSON.createArrayNode();
    double gap = 0;
    long start = System.nanoTime();
    double decompositions = 0;
    for (int i = 0; i < distributions; i++) {
      if (stop.getAsBoolean()) {
        return null;
      }
      JointDistribution p = drawn(random.purpose("distribution").at(i).stream());
      long before = System.nanoTime();
      Decomposition truth = Decomposition.of(p);
      decompositions += (System.nanoTime() - before) / 1e9;
      gap = Math.max(gap, truth.gap());
      Map<String, Double> values = values(p);
      values.forEach(
          (name, value) ->
              bounds
                  .computeIfAbsent(name, key -> new Bound())
                  .add(
                      name.startsWith("upper")
                          ? value - target(name, truth, p)
                          : target(name, truth, p) - value));
      if (points.size() < MOST_POINTS) {
        ObjectNode point = points.addObject().put("synergy", truth.synergy());
        values.forEach(point::put);
      }
      if (i < sampled) {
        estimates
            .addObject()
            .put("synergy", truth.synergy())
            .put("estimate", estimate(p, random.purpose("examples").at(i).stream()));
      }
      if ((i + 1) * (long) PARTS / distributions > i * (long) PARTS / distributions) {
        done.accept((int) ((i + 1) * (long) PARTS / distributions));
      }
    }
    result.put("distributions", distributions);
    result.put("largestGap", gap);
    result.put("seconds", (System.nanoTime() - start) / 1e9);
    result.put("decompositionSeconds", decompositions);
    ArrayNode summary = result.putArray("bounds");
    bounds.forEach((name, bound) -> bound.write(summary.addObject().put("name", name)));
    result.set("points", points);
    result.set("estimates", estimates);
    return result;
  }

  /** Lower bounds on synergy, then the upper one, then those on accuracy. */
  private static Map<String, Double> values(JointDistribution p) {
    PairwiseMargins known = p.margins();
    UnimodalInformation unimodal = UnimodalInformation.of(known.firstLabel(), known.secondLabel());
    double alpha = Disagreement.of(known);
    Map<String, Double> values = new LinkedHashMap<>();
    for (RedundancyBound form : RedundancyBound.values()) {
      values.put("redundancy " + form, form.of(known, unimodal));
    }
    for (DisagreementBound form : DisagreementBound.values()) {
      values.put("disagreement " + form, form.of(alpha, unimodal));
    }
    SynergyBounds synergy = SynergyBounds.of(known);
    values.put("upper", synergy.upper());
    AccuracyBounds accuracy = AccuracyBounds.of(known, synergy);
    values.put("accuracy, lower", accuracy.lower());
    values.put("upper accuracy", accuracy.upper());
    AccuracyBounds paper =
        AccuracyBounds.asInPaper(known, synergy.leastInformation(), synergy.mostInformation());
    values.put("accuracy of the paper, lower", paper.lower());
    values.put("upper accuracy of the paper", paper.upper());
    return values;
  }

  private static double target(String name, Decomposition truth, JointDistribution p) {
    return name.contains("accuracy") ? p.bestAccuracy() : truth.synergy();
  }

  private double estimate(JointDistribution p, SplittableRandom random) {
    double[][][] table = p.table();
    long[][][] counts = new long[shape.get(0)][shape.get(1)][shape.get(2)];
    List<int[]> cells = new ArrayList<>();
    double[] sums = new double[shape.get(0) * shape.get(1) * shape.get(2)];
    double sum = 0;
    for (int a = 0; a < table.length; a++) {
      for (int b = 0; b < table[a].length; b++) {
        for (int y = 0; y < table[a][b].length; y++) {
          sum += table[a][b][y];
          sums[cells.size()] = sum;
          cells.add(new int[] {a, b, y});
        }
      }
    }
    for (int i = 0; i < examples; i++) {
      int place = Arrays.binarySearch(sums, random.nextDouble() * sum);
      int[] cell = cells.get(Math.min(place < 0 ? -place - 1 : place, cells.size() - 1));
      counts[cell[0]][cell[1]][cell[2]]++;
    }
    return Decomposition.of(JointDistribution.ofCounts(counts)).synergy();
  }

  private JointDistribution drawn(SplittableRandom random) {
    double[][][] table = new double[shape.get(0)][shape.get(1)][shape.get(2)];
    double sum = 0;
    for (double[][] plane : table) {
      for (double[] row : plane) {
        for (int y = 0; y < row.length; y++) {
          row[y] = -Math.log(1 - random.nextDouble());
          sum += row[y];
        }
      }
    }
    for (double[][] plane : table) {
      for (double[] row : plane) {
        for (int y = 0; y < row.length; y++) {
          row[y] /= sum;
        }
      }
    }
    return JointDistribution.of(table);
  }

  private static ArrayNode known() {
    ArrayNode all = JSON.createArrayNode();
    for (KnownInteractions known : KnownInteractions.all()) {
      Decomposition found = Decomposition.of(known.distribution());
      ObjectNode one = all.addObject().put("name", known.name()).put("gap", found.gap());
      one.putArray("closedForm")
          .add(known.redundancy())
          .add(known.firstUnique())
          .add(known.secondUnique())
          .add(known.synergy());
      one.putArray("found")
          .add(found.redundancy())
          .add(found.firstUnique())
          .add(found.secondUnique())
          .add(found.synergy());
    }
    return all;
  }

  /** How far a bound is on its own side; below zero it is violated. */
  private static final class Bound {
    private int violations;
    private double worst;
    private double distance;
    private int count;

    void add(double slack) {
      violations += slack < -TOLERANCE ? 1 : 0;
      worst = Math.max(worst, -slack);
      distance += slack;
      count++;
    }

    void write(ObjectNode to) {
      to.put("violations", violations).put("worst", worst).put("meanDistance", distance / count);
    }
  }
}
