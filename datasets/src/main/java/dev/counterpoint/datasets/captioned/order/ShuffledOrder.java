package dev.counterpoint.datasets.captioned.order;

import dev.counterpoint.datasets.random.RandomAddress;

/** Every epoch has each example once, in an order of its own; all orders are equally likely. */
public final class ShuffledOrder implements ExampleOrder {

  private final int[] indices;
  private final RandomAddress address;

  /**
   * An order of these examples.
   *
   * @param indices such as those of a split
   * @param address of this order alone; epochs lie below it
   */
  public ShuffledOrder(int[] indices, RandomAddress address) {
    this.indices = indices.clone();
    this.address = address;
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public int[] epoch(int epoch) {
    int[] order = address.at(epoch).permutation(indices.length);
    for (int i = 0; i < order.length; i++) {
      order[i] = indices[order[i]];
    }
    return order;
  }
}
