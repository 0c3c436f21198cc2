package dev.counterpoint.datasets.download;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, taken piece by piece, with a limit on the wait for each.
 *
 * <p>The streams of {@code java.net.http} wait for ever when a server falls silent. Here one piece
 * is asked for at a time, so that no more than that one is held.
 */
final class BodyQueue implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

  private record Piece(List<ByteBuffer> bytes, Throwable failure, boolean last) {}

  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  /**
   * Waits for the next piece of the body.
   *
   * @return the bytes, or null at the end of the body
   * @throws HttpTimeoutException if nothing comes for so long
   * @throws IOException if the connection breaks
   */
  List<ByteBuffer> next(Duration patience) throws IOException, InterruptedException {
    subscription.thenAccept(source -> source.request(1));
    Piece piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (piece == null) {
      throw new HttpTimeoutException("nothing came for " + patience.toMillis() / 1000.0 + " s");
    }
    if (piece.failure() != null) {
      String text = piece.failure().getMessage();
      throw new IOException(text == null ? "the connection broke" : text, piece.failure());
    }
    return piece.last() ? null : piece.bytes();
  }

  /** Ends the transfer, if it has not ended. */
  @Override
  public void close() {
    subscription.thenAccept(Flow.Subscription::cancel);
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    subscription.complete(source);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    pieces.add(new Piece(bytes, null, false));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(new Piece(null, failure, false));
  }

  @Override
  public void onComplete() {
    pieces.add(new Piece(null, null, true));
  }
}
