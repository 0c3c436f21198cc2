package dev.counterpoint.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Work on batches by several threads, with results in the order of the inputs. At most two batches
 * for each thread are under way; more are taken when results are.
 */
final class OrderedBatches<S, T> implements Iterator<T> {

  private final Iterator<S> inputs;
  private final int batch;
  private final int workers;
  private final Function<List<S>, List<T>> work;
  private final ExecutorService pool;
  private final Queue<Future<List<T>>> underWay = new ArrayDeque<>();
  private Iterator<T> ready = Collections.emptyIterator();

  OrderedBatches(Iterator<S> inputs, int batch, int workers, Function<List<S>, List<T>> work) {
    this.inputs = inputs;
    this.batch = batch;
    this.workers = workers;
    this.work = work;
    pool =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "counterpoint-encode");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The results as a stream; closing it ends the work that was begun. */
  Stream<T> stream() {
    int ordered = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, ordered), false)
        .onClose(pool::shutdownNow);
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext()) {
      begin();
      if (underWay.isEmpty()) {
        pool.shutdown();
        return false;
      }
      ready = await(underWay.remove()).iterator();
    }
    return true;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }

  private void begin() {
    while (underWay.size() < 2 * workers && !pool.isShutdown() && inputs.hasNext()) {
      List<S> next = new ArrayList<>(batch);
      while (next.size() < batch && inputs.hasNext()) {
        next.add(inputs.next());
      }
      underWay.add(pool.submit(() -> work.apply(next)));
    }
  }

  private List<T> await(Future<List<T>> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while pictures were encoded");
    } catch (ExecutionException e) {
      pool.shutdownNow();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("work throws nothing checked", e.getCause());
    }
  }
}
