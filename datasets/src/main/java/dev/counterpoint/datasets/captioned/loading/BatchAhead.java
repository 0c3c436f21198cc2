package dev.counterpoint.datasets.captioned.loading;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A batch that is being loaded, in pieces by several threads; slots do not know of one another. */
final class BatchAhead {

  /** Slots that a thread takes at once. */
  private static final int PIECE = 8;

  /** Examples that are tried for one slot: beyond, nearly all of the set must be bad. */
  private static final int MOST_ATTEMPTS = 50;

  private final int epoch;
  private final int step;
  private final int[] order;
  private final int size;
  private final ExampleReader reader;
  private final RandomAddress address;
  private final ByteBuffer buffer;
  private final LoadedExample[] loaded;
  private final List<List<Bad>> bad;
  private final CompletableFuture<Void> done;
  private volatile boolean cancelled;

  /** An example that could not be used. */
  record Bad(int index, BadExampleException problem) {}

  /**
   * Starts to load.
   *
   * @param order of the epoch; not changed
   * @param size examples of the batch
   * @param address of the run
   * @param buffer room for all pictures
   */
  BatchAhead(
      int epoch,
      int step,
      int[] order,
      int size,
      ExampleReader reader,
      RandomAddress address,
      ByteBuffer buffer,
      Executor threads) {
    this.epoch = epoch;
    this.step = step;
    this.order = order;
    this.size = size;
    this.reader = reader;
    this.address = address;
    this.buffer = buffer;
    this.loaded = new LoadedExample[size];
    this.bad = new ArrayList<>();
    List<CompletableFuture<Void>> pieces = new ArrayList<>();
    for (int slot = 0; slot < size; slot++) {
      bad.add(new ArrayList<>(0));
    }
    for (int first = 0; first < size; first += PIECE) {
      int start = first;
      pieces.add(CompletableFuture.runAsync(() -> load(start), threads));
    }
    this.done = CompletableFuture.allOf(pieces.toArray(CompletableFuture[]::new));
  }

  boolean isAt(int wantedEpoch, int wantedStep) {
    return epoch == wantedEpoch && step == wantedStep;
  }

  int epoch() {
    return epoch;
  }

  int step() {
    return step;
  }

  ByteBuffer buffer() {
    return buffer;
  }

  /** Makes it end soon. Its buffer is free when {@link #done} is. */
  void cancel() {
    cancelled = true;
  }

  CompletableFuture<Void> done() {
    return done;
  }

  /** The examples, once done; null where a slot found no example. */
  List<LoadedExample> loaded() {
    return Arrays.asList(loaded);
  }

  /** What was tried in vain, slot after slot. */
  List<Bad> bad() {
    return bad.stream().flatMap(List::stream).toList();
  }

  private void load(int start) {
    for (int slot = start; slot < Math.min(size, start + PIECE) && !cancelled; slot++) {
      int index = order[step * size + slot];
      for (int attempt = 0; loaded[slot] == null && attempt < MOST_ATTEMPTS; attempt++) {
        try {
          loaded[slot] = load(slot, attempt == 0 ? index : replacement(slot, attempt));
        } catch (BadExampleException e) {
          bad.get(slot).add(new Bad(attempt == 0 ? index : replacement(slot, attempt), e));
        }
      }
    }
  }

  private LoadedExample load(int slot, int index) {
    int bytes = buffer.capacity() / size;
    ByteBuffer to = buffer.slice(slot * bytes, bytes);
    RandomAddress captions = address.purpose("captions").at(epoch).at(index);
    return LoadedExample.of(index, reader.key(index), reader.read(index, to), captions);
  }

  /** One of the epoch's examples, and not of this batch where there are others. */
  private int replacement(int slot, int attempt) {
    int first = step * size;
    RandomAddress place = address.purpose("replacement").at(epoch).at(step).at(slot).at(attempt);
    if (order.length == size) {
      return order[place.stream().nextInt(size)];
    }
    int position = place.stream().nextInt(order.length - size);
    return order[position < first ? position : position + size];
  }
}
