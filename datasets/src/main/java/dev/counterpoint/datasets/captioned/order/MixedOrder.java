package dev.counterpoint.datasets.captioned.order;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Several orders as one, interleaved evenly. The weight of a source is how often each of its
 * examples comes in an epoch: with 1 for all, an epoch has each example once; with 2, a source
 * comes twice, in two orders; with 0.5, one epoch has one half and the next the other. So the share
 * of a source in every batch is its weight times its size, in proportion to the others'.
 */
public final class MixedOrder implements ExampleOrder {

  private final List<ExampleOrder> sources;
  private final int[] counts;
  private final int size;
  private final RandomAddress address;

  /**
   * Mixes orders.
   *
   * @param sources each with examples; the indices of all are those of one set, such as a {@link
   *     dev.counterpoint.datasets.captioned.Mixture}
   * @param weights one a source, above 0
   * @param address of this order alone; epochs lie below it
   * @throws IllegalArgumentException if weights and sources do not fit, if a source is empty or so
   *     light that it never comes, or if an epoch has more than 2<sup>31</sup> - 9 examples
   */
  public MixedOrder(List<ExampleOrder> sources, List<Double> weights, RandomAddress address) {
    if (sources.isEmpty() || sources.size() != weights.size()) {
      throw new IllegalArgumentException(
          "expected a weight for each of %d sources, found %d"
              .formatted(sources.size(), weights.size()));
    }
    this.sources = List.copyOf(sources);
    this.address = address;
    this.counts = new int[sources.size()];
    double all = 0;
    for (int i = 0; i < counts.length; i++) {
      double count = Math.rint(weights.get(i) * sources.get(i).size());
      all += count;
      if (!(count >= 1) || all > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "source %d of %d examples with weight %s: %s"
                .formatted(
                    i + 1,
                    sources.get(i).size(),
                    weights.get(i),
                    count >= 1 ? "an epoch would be too long" : "none of it would ever come"));
      }
      counts[i] = (int) count;
    }
    this.size = (int) all;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int[] epoch(int epoch) {
    Lane[] lanes = new Lane[counts.length];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane(sources.get(i), counts[i], epoch, address.at(epoch).at(i));
    }
    int[] order = new int[size];
    for (int out = 0; out < size; out++) {
      Lane first = lanes[0];
      for (Lane lane : lanes) {
        first = lane.time < first.time ? lane : first;
      }
      order[out] = first.take();
    }
    return order;
  }

  /**
   * One source within one epoch. Its examples are due at times from 0 to 1: one at random in each
   * of as many equal parts, so that shares are even and sources do not come in step.
   */
  private static final class Lane {

    private final ExampleOrder source;
    private final int count;
    private final SplittableRandom random;
    private int pass;
    private int[] order;
    private int at;
    private int taken;
    private double time;

    Lane(ExampleOrder source, int count, int epoch, RandomAddress address) {
      this.source = source;
      this.count = count;
      this.random = address.stream();
      long before = (long) epoch * count;
      this.pass = Math.toIntExact(before / source.size());
      this.at = (int) (before % source.size());
      this.order = source.epoch(pass);
      this.time = random.nextDouble() / count;
    }

    int take() {
      if (at == order.length) {
        order = source.epoch(++pass);
        at = 0;
      }
      taken++;
      time = taken == count ? Double.POSITIVE_INFINITY : (taken + random.nextDouble()) / count;
      return order[at++];
    }
  }
}
