package dev.counterpoint.datasets.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Brings one file from one mirror into a {@code .part} file, continuing what is there.
 *
 * <p>Failures of the mirror come as {@link MirrorFailedException}; an {@link IOException} is always
 * one of the local disk.
 */
final class MirrorTransfer {

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int NETWORK_LOGIN_REQUIRED = 511;
  private static final int BYTES_TO_LOOK_AT = 256;

  private final HttpClient client;
  private final DownloadProgress progress;
  private final Duration answerTimeout;
  private final Duration stallTimeout;
  private final RemoteFile file;
  private final URI mirror;
  private final Path part;

  MirrorTransfer(
      HttpClient client,
      DownloadProgress progress,
      Duration answerTimeout,
      Duration stallTimeout,
      RemoteFile file,
      URI mirror,
      Path part) {
    this.client = client;
    this.progress = progress;
    this.answerTimeout = answerTimeout;
    this.stallTimeout = stallTimeout;
    this.file = file;
    this.mirror = mirror;
    this.part = part;
  }

  /**
   * Brings the file in full; its hash is still to be checked.
   *
   * @return true if bytes of an earlier transfer are part of it
   */
  boolean run() throws IOException, MirrorFailedException, InterruptedException {
    long present = Files.exists(part) ? Files.size(part) : 0;
    if (present == file.size()) {
      return true;
    }
    return run(present < file.size() ? present : 0);
  }

  private boolean run(long present)
      throws IOException, MirrorFailedException, InterruptedException {
    HttpResponse<Publisher<List<ByteBuffer>>> answer = ask(present);
    try (BodyQueue body = new BodyQueue()) {
      answer.body().subscribe(body);
      int status = answer.statusCode();
      boolean elsewhere = status == PARTIAL_CONTENT && !startsAt(answer, present);
      if (present == 0 || !elsewhere && status != RANGE_NOT_SATISFIABLE) {
        if (status != OK && (status != PARTIAL_CONTENT || present == 0)) {
          throw badStatus(status);
        }
        return receive(answer, body, status == PARTIAL_CONTENT ? present : 0);
      }
    }
    return run(0);
  }

  private HttpResponse<Publisher<List<ByteBuffer>>> ask(long from)
      throws MirrorFailedException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(mirror)
            .header("User-Agent", "counterpoint")
            .header("Accept-Encoding", "identity");
    if (from > 0) {
      request.header("Range", "bytes=%d-".formatted(from));
    }
    CompletableFuture<HttpResponse<Publisher<List<ByteBuffer>>>> answer =
        client.sendAsync(request.build(), BodyHandlers.ofPublisher());
    try {
      return answer.get(answerTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failure(
          MirrorFault.NO_NETWORK,
          "no answer within %.1f s".formatted(answerTimeout.toMillis() / 1000.0),
          e);
    } catch (ExecutionException e) {
      throw failure(MirrorFault.NO_NETWORK, unreachable(e.getCause()), e.getCause());
    } finally {
      answer.cancel(true); // does nothing to an answer that has come
    }
  }

  private static String unreachable(Throwable cause) {
    if (cause instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    if (cause instanceof SSLException) {
      return "no secure connection: " + cause.getMessage();
    }
    // Java 17 gives a text neither for an unknown host nor for a refused connection.
    for (Throwable deeper = cause; deeper != null; deeper = deeper.getCause()) {
      if (deeper instanceof UnresolvedAddressException) {
        return "no connection: unknown host";
      }
    }
    return cause instanceof ConnectException
        ? "no connection: refused or out of reach"
        : "no answer: " + cause.getMessage();
  }

  private boolean receive(
      HttpResponse<Publisher<List<ByteBuffer>>> answer, BodyQueue body, long start)
      throws IOException, MirrorFailedException, InterruptedException {
    List<ByteBuffer> piece = next(body, start);
    // Before anything is written: a login page must not spoil what came earlier.
    checkIsFile(answer, start == 0 ? piece : null);
    OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
    if (length.isPresent() && length.getAsLong() != file.size() - start) {
      throw failure(
          MirrorFault.WRONG_SIZE,
          "expected %d bytes, the server has %d".formatted(file.size(), start + length.getAsLong()),
          null);
    }
    if (piece == null) {
      throw cutOff(start, "the connection ended", null);
    }
    long reached = write(piece, body, start);
    if (reached > file.size()) {
      Files.delete(part);
      throw failure(
          MirrorFault.WRONG_SIZE,
          "more than the expected %d bytes came; stopped".formatted(file.size()),
          null);
    }
    if (reached < file.size()) {
      throw cutOff(reached, "the connection ended", null);
    }
    return start > 0;
  }

  /** Writes until the body ends or is too long; returns how far into the file it reached. */
  private long write(List<ByteBuffer> firstPiece, BodyQueue body, long start)
      throws IOException, MirrorFailedException, InterruptedException {
    long reached = start;
    List<ByteBuffer> piece = firstPiece;
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(start).position(start);
      progress.reached(file.name(), reached, file.size());
      while (piece != null) {
        for (ByteBuffer bytes : piece) {
          reached += bytes.remaining();
          if (reached > file.size()) {
            return reached;
          }
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
        }
        progress.reached(file.name(), reached, file.size());
        piece = next(body, reached);
      }
      out.force(true);
    }
    return reached;
  }

  private List<ByteBuffer> next(BodyQueue body, long reached)
      throws MirrorFailedException, InterruptedException {
    try {
      return body.next(stallTimeout);
    } catch (IOException e) {
      throw cutOff(reached, e.getMessage(), e);
    }
  }

  private void checkIsFile(HttpResponse<?> answer, List<ByteBuffer> firstPiece)
      throws MirrorFailedException {
    String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html") || type.startsWith("application/xhtml")) {
      throw failure(
          MirrorFault.WEB_PAGE, "a web page came instead of the file (" + type + ")", null);
    }
    if (firstPiece != null && !firstPiece.isEmpty()) {
      ByteBuffer first = firstPiece.get(0).duplicate();
      byte[] bytes = new byte[Math.min(BYTES_TO_LOOK_AT, first.remaining())];
      first.get(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
      if (text.toLowerCase(Locale.ROOT).matches("(?s)<(!doctype html|html|head|body|script).*")) {
        throw failure(
            MirrorFault.WEB_PAGE,
            "a web page came instead of the file (it begins with \"%s\")"
                .formatted(text.lines().findFirst().orElse("")),
            null);
      }
    }
  }

  private static boolean startsAt(HttpResponse<?> answer, long offset) {
    return answer
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.matches("bytes\\s+%d-.*".formatted(offset)))
        .isPresent();
  }

  private MirrorFailedException badStatus(int status) {
    return status == NETWORK_LOGIN_REQUIRED
        ? failure(MirrorFault.WEB_PAGE, "the network asks for a login (HTTP status 511)", null)
        : failure(MirrorFault.HTTP_STATUS, "HTTP status " + status, null);
  }

  private MirrorFailedException cutOff(long reached, String detail, Throwable cause) {
    return failure(
        MirrorFault.CUT_OFF,
        "cut off after %d of %d bytes: %s".formatted(reached, file.size(), detail),
        cause);
  }

  private MirrorFailedException failure(MirrorFault fault, String text, Throwable cause) {
    return new MirrorFailedException(fault, mirror + ": " + text, cause);
  }
}
