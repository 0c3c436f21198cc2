package dev.counterpoint.datasets.captioned.loading;

import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.order.ExampleOrder;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Batches by address, loaded ahead of those who ask for them.
 *
 * <p>The batch of (epoch, step) is the same whenever and by whomever it is asked for. Asking for
 * one starts the loading of those that follow, over the end of the epoch too; asking for another
 * than the next is right, and slower.
 *
 * <p>An example that cannot be used is counted, and another of the epoch takes its place, which
 * follows from (epoch, step, slot). Counting starts with the loader and goes by the batches that
 * were handed out.
 */
public final class PictureLoader implements AutoCloseable {

  private static final long LONGEST_CLOSE_SECONDS = 30;

  private final ExampleOrder order;
  private final LoadingOptions options;
  private final RandomAddress address;
  private final ExampleReader reader;
  private final BadExampleCount count;
  private final ExecutorService threads;
  private final Shape shape;
  private final Deque<BatchAhead> ahead = new ArrayDeque<>();
  private final TreeMap<Integer, int[]> epochs = new TreeMap<>();
  private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
  private boolean closed;

  /**
   * A loader that has not begun.
   *
   * @param pictures remain the caller's, to be closed after the loader
   * @param order of indices of these pictures, at least a batch of them
   * @param options what batches are like
   * @param address of the run: which captions are chosen, and what takes the place of bad examples
   * @throws IllegalArgumentException if an epoch has fewer examples than a batch
   */
  public PictureLoader(
      CaptionedPictures pictures,
      ExampleOrder order,
      LoadingOptions options,
      RandomAddress address) {
    if (order.size() < options.batchSize()) {
      throw new IllegalArgumentException(
          "%d examples an epoch are fewer than a batch of %d"
              .formatted(order.size(), options.batchSize()));
    }
    this.order = order;
    this.options = options;
    this.address = address.purpose("loading");
    this.reader = new ExampleReader(pictures, options);
    this.count = new BadExampleCount(options.badShare(), order.size());
    PicturePreparation preparation = options.preparation();
    this.shape =
        new Shape(
            options.batchSize(),
            preparation.channels().count(),
            preparation.height(),
            preparation.width());
    this.threads = Executors.newFixedThreadPool(options.threads(), daemons());
  }

  /** Whole batches an epoch; what is left over waits for the order of the next. */
  public int stepsPerEpoch() {
    return order.size() / options.batchSize();
  }

  /**
   * One batch, and the next ones ahead.
   *
   * @param epoch counted from 0
   * @param step within the epoch, {@code 0 .. stepsPerEpoch() - 1}
   * @return to be closed by the caller
   * @throws IndexOutOfBoundsException if there is no such step
   * @throws TooManyBadExamplesException if more than the allowed share cannot be used
   * @throws dev.counterpoint.datasets.CounterpointException if the set is not there any more
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized LoadedBatch load(int epoch, int step) {
    Objects.checkIndex(step, stepsPerEpoch());
    Objects.checkIndex(epoch, Integer.MAX_VALUE);
    if (closed) {
      throw new IllegalStateException("the loader was closed");
    }
    while (!ahead.isEmpty() && !ahead.peekFirst().isAt(epoch, step)) {
      forget(ahead.pollFirst());
    }
    if (ahead.isEmpty()) {
      ahead.add(start(epoch, step));
    }
    BatchAhead wanted = ahead.peekFirst();
    while (ahead.size() <= options.batchesAhead()) {
      ahead.add(startAfter(ahead.peekLast()));
    }
    ahead.removeFirst();
    epochs.headMap(epoch).clear();
    return await(wanted);
  }

  /** What could not be used among the batches handed out so far. */
  public BadExamples badExamples() {
    return count.snapshot();
  }

  /** Ends all loading, and waits for the examples that are being read. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      ahead.forEach(this::forget);
      ahead.clear();
      threads.shutdown();
    }
    boolean interrupted = false;
    try {
      threads.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    free.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private BatchAhead startAfter(BatchAhead last) {
    boolean sameEpoch = last.step() + 1 < stepsPerEpoch();
    return sameEpoch ? start(last.epoch(), last.step() + 1) : start(last.epoch() + 1, 0);
  }

  private BatchAhead start(int epoch, int step) {
    int[] indices = epochs.computeIfAbsent(epoch, order::epoch);
    ByteBuffer buffer = free.poll();
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(Math.toIntExact(shape.size()));
    }
    return new BatchAhead(
        epoch, step, indices, options.batchSize(), reader, address, buffer, threads);
  }

  private void forget(BatchAhead batch) {
    batch.cancel();
    batch.done().whenComplete((nothing, problem) -> giveBack(batch.buffer()));
  }

  // What a caller forgets to close is collected instead; what is held at once is bounded by it.
  private void giveBack(ByteBuffer buffer) {
    free.add(buffer);
  }

  private LoadedBatch await(BatchAhead batch) {
    try {
      batch.done().join();
    } catch (CompletionException e) {
      forget(batch);
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
    for (BatchAhead.Bad bad : batch.bad()) {
      count.addBad(bad.index(), bad.problem());
    }
    List<LoadedExample> examples = batch.loaded();
    for (LoadedExample example : examples) {
      if (example == null) {
        giveBack(batch.buffer());
        throw new TooManyBadExamplesException(count.snapshot(), options.badShare());
      }
      count.addGood(example.index());
    }
    try {
      count.check();
    } catch (TooManyBadExamplesException e) {
      giveBack(batch.buffer());
      throw e;
    }
    return new LoadedBatch(shape, batch.buffer(), examples, () -> giveBack(batch.buffer()));
  }

  private static ThreadFactory daemons() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "picture-loader-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
