package dev.counterpoint.datasets.captioned.order;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Every epoch has each example once: shards in a random order, and what they hold through a shuffle
 * buffer, as a WebDataset reader would. The buffer is played through on indices alone, so that it
 * need not be filled again after a stop.
 *
 * <p>An example comes at most {@code buffer} places earlier than it lies, and is not likely to come
 * many times that later. A buffer as large as the set gives all orders alike.
 */
public final class ShardOrder implements ExampleOrder {

  private final int[] sorted;
  private final int[] starts;
  private final int buffer;
  private final RandomAddress address;

  /**
   * An order of these examples.
   *
   * @param indices such as those of a split, each once
   * @param shardStarts the first example of each shard, ascending from 0, then the number of
   *     examples: {@link dev.counterpoint.datasets.captioned.shard.ShardedPictures#shardStarts}
   * @param buffer examples in the shuffle buffer; 1 leaves each shard in its order
   * @param address of this order alone; epochs lie below it
   * @throws IllegalArgumentException if an index is in no shard, or if the buffer is below 1
   */
  public ShardOrder(int[] indices, int[] shardStarts, int buffer, RandomAddress address) {
    this.sorted = indices.clone();
    Arrays.sort(sorted);
    this.buffer = buffer;
    this.address = address;
    int end = shardStarts[shardStarts.length - 1];
    boolean outside =
        sorted.length > 0 && (sorted[0] < shardStarts[0] || sorted[sorted.length - 1] >= end);
    if (outside || buffer < 1) {
      throw new IllegalArgumentException(
          "expected indices %d to %d and a buffer of 1 or more, found a buffer of %d and indices %s"
              .formatted(
                  shardStarts[0],
                  end - 1,
                  buffer,
                  outside ? sorted[0] + " to " + sorted[sorted.length - 1] : "within"));
    }
    this.starts = new int[shardStarts.length];
    for (int i = 0; i < starts.length; i++) {
      int found = Arrays.binarySearch(sorted, shardStarts[i]);
      starts[i] = found >= 0 ? found : -found - 1;
    }
  }

  @Override
  public int size() {
    return sorted.length;
  }

  @Override
  public int[] epoch(int epoch) {
    int[] order = inSequence(epoch);
    SplittableRandom random = address.purpose("buffer").at(epoch).stream();
    int[] waiting = Arrays.copyOf(order, Math.min(buffer, order.length));
    int filled = waiting.length;
    int out = 0;
    for (int next = filled; next < order.length; next++) {
      int chosen = random.nextInt(filled);
      int leaving = waiting[chosen];
      waiting[chosen] = order[next];
      // Written behind what was read already: out is next less the size of the buffer.
      order[out++] = leaving;
    }
    while (filled > 0) {
      int chosen = random.nextInt(filled);
      order[out++] = waiting[chosen];
      waiting[chosen] = waiting[--filled];
    }
    return order;
  }

  private int[] inSequence(int epoch) {
    int[] order = new int[sorted.length];
    int out = 0;
    for (int shard : address.purpose("shards").at(epoch).permutation(starts.length - 1)) {
      int length = starts[shard + 1] - starts[shard];
      System.arraycopy(sorted, starts[shard], order, out, length);
      out += length;
    }
    return order;
  }
}
