package dev.counterpoint.datasets.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A web server on the loopback interface that serves well or badly, as the test wants. */
public final class FileServer implements AutoCloseable {

  /** How a path is answered. */
  public interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();

  public FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  /** The address of a path that is answered in this way. */
  public URI at(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          requests.add(path + (range == null ? "" : " " + range));
          try (exchange) {
            answer.give(exchange);
          }
        });
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  /** What was asked for: path, and range if any. */
  public List<String> requests() {
    return requests;
  }

  /** Serves the content whole, whatever is asked for. */
  public static Answer whole(byte[] content) {
    return exchange -> send(exchange, 200, content.length, content);
  }

  /** Serves the content, and ranges of it. */
  public static Answer ranges(byte[] content) {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      if (range == null) {
        send(exchange, 200, content.length, content);
        return;
      }
      int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
      byte[] rest = Arrays.copyOfRange(content, from, content.length);
      send(exchange, 206, rest.length, rest);
    };
  }

  /** Promises the content and closes the connection after some of it. */
  public static Answer cutOff(byte[] content, int after) {
    return exchange -> send(exchange, 200, content.length, Arrays.copyOf(content, after));
  }

  /** Sends some of the content and then nothing more, until the server is closed (at most 10 s). */
  public Answer stalled(byte[] content, int after) {
    return exchange -> {
      send(exchange, 200, content.length, Arrays.copyOf(content, after));
      awaitClose();
    };
  }

  /** Answers nothing, until the server is closed (at most 10 s). */
  public Answer silent() {
    return exchange -> awaitClose();
  }

  /** Answers with a status, a type and a text. */
  public static Answer page(int status, String type, String text) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", type);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      send(exchange, status, bytes.length, bytes);
    };
  }

  /** Sends bytes under a length that may be another; 0 means that no length is given. */
  public static void send(HttpExchange exchange, int status, long length, byte[] bytes)
      throws IOException {
    exchange.sendResponseHeaders(status, length);
    OutputStream body = exchange.getResponseBody();
    body.write(bytes);
    body.flush();
    if (length == 0) {
      body.close();
    }
  }

  private void awaitClose() {
    try {
      closed.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
