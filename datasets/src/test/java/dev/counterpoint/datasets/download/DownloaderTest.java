package dev.counterpoint.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DownloaderTest {

  private static final byte[] CONTENT = content();

  @TempDir Path temporary;
  private Path folder;
  private FileServer server;
  private final List<Long> progress = new ArrayList<>();
  private final Downloader downloader =
      new Downloader(
          (file, soFar, inAll) -> progress.add(soFar),
          Duration.ofMillis(400),
          Duration.ofMillis(400));

  @BeforeEach
  void startServer() throws IOException {
    folder = temporary.resolve("cache").resolve("mnist");
    server = new FileServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void fileIsDownloadedUnderItsNameAndNothingElseIsLeft() throws IOException {
    assertThat(downloader.ensure(file(server.at("/a", FileServer.whole(CONTENT))), folder))
        .isTrue();

    assertThatFileIsThere();
    assertThat(progress).startsWith(0L).endsWith((long) CONTENT.length).isSorted();
  }

  @Test
  void fileThatIsThereIsNotDownloadedAgain() throws IOException {
    RemoteFile file = file(server.at("/a", FileServer.whole(CONTENT)));
    downloader.ensure(file, folder);

    assertThat(downloader.ensure(file, folder)).isFalse();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void spoiltFileIsReplaced() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("data.gz"), new byte[CONTENT.length]);

    assertThat(downloader.ensure(file(server.at("/a", FileServer.ranges(CONTENT))), folder))
        .isTrue();

    assertThatFileIsThere();
  }

  @Test
  void interruptedDownloadContinuesWhereItStopped() throws IOException {
    writePart(Arrays.copyOf(CONTENT, 1_000));

    downloader.ensure(file(server.at("/a", FileServer.ranges(CONTENT))), folder);

    assertThat(server.requests()).containsExactly("/a bytes=1000-");
    assertThat(progress).startsWith(1_000L);
    assertThatFileIsThere();
  }

  @Test
  void serverThatIgnoresRangesStartsOver() throws IOException {
    writePart(new byte[1_000]);

    downloader.ensure(file(server.at("/a", FileServer.whole(CONTENT))), folder);

    assertThatFileIsThere();
  }

  @Test
  void serverThatRefusesTheRangeIsAskedForTheWholeFile() throws IOException {
    writePart(new byte[1_000]);
    URI mirror =
        server.at(
            "/a",
            exchange -> {
              if (exchange.getRequestHeaders().containsKey("Range")) {
                exchange.sendResponseHeaders(416, -1);
              } else {
                FileServer.whole(CONTENT).give(exchange);
              }
            });

    downloader.ensure(file(mirror), folder);

    assertThat(server.requests()).containsExactly("/a bytes=1000-", "/a");
    assertThatFileIsThere();
  }

  @Test
  void serverThatAnswersAnotherRangeIsAskedForTheWholeFile() throws IOException {
    writePart(new byte[1_000]);
    URI mirror =
        server.at(
            "/a",
            exchange -> {
              if (exchange.getRequestHeaders().containsKey("Range")) {
                exchange.getResponseHeaders().set("Content-Range", "bytes 10-19/20");
                FileServer.send(exchange, 206, 10, new byte[10]);
              } else {
                FileServer.whole(CONTENT).give(exchange);
              }
            });

    downloader.ensure(file(mirror), folder);

    assertThatFileIsThere();
  }

  @Test
  void earlierPartThatIsWrongDoesNotCondemnTheMirror() throws IOException {
    writePart(new byte[1_000]);

    downloader.ensure(file(server.at("/a", FileServer.ranges(CONTENT))), folder);

    assertThat(server.requests()).containsExactly("/a bytes=1000-", "/a");
    assertThatFileIsThere();
  }

  @Test
  void partThatIsAlreadyWholeOnlyMoves() throws IOException {
    writePart(CONTENT);

    downloader.ensure(file(server.at("/a", FileServer.whole(CONTENT))), folder);

    assertThat(server.requests()).isEmpty();
    assertThatFileIsThere();
  }

  @Test
  void partThatIsTooLongIsThrownAway() throws IOException {
    writePart(Arrays.copyOf(CONTENT, CONTENT.length + 5));

    downloader.ensure(file(server.at("/a", FileServer.ranges(CONTENT))), folder);

    assertThat(server.requests()).containsExactly("/a");
    assertThatFileIsThere();
  }

  @Test
  void cutOffDownloadContinuesFromTheNextMirror() throws IOException {
    URI first = server.at("/first", FileServer.cutOff(CONTENT, 50_000));
    URI second = server.at("/second", FileServer.ranges(CONTENT));

    downloader.ensure(file(first, second), folder);

    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1)).matches("/second bytes=[1-9]\\d*-");
    assertThatFileIsThere();
  }

  @Test
  void cutOffDownloadKeepsWhatCame() throws IOException {
    URI mirror = server.at("/a", FileServer.cutOff(CONTENT, 50_000));

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.CutOff.class)
        .hasMessageContaining("/a: cut off after 50000 of 100000 bytes")
        .hasMessageContaining("continues where it stopped");
    assertThat(folder.resolve("data.gz")).doesNotExist();
    assertThat(folder.resolve("data.gz.part")).hasBinaryContent(Arrays.copyOf(CONTENT, 50_000));
  }

  @Test
  void bodyWithoutLengthThatEndsTooEarlyIsCutOff() {
    URI mirror =
        server.at("/a", exchange -> FileServer.send(exchange, 200, 0, Arrays.copyOf(CONTENT, 70)));

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.CutOff.class)
        .hasMessageContaining("cut off after 70 of 100000 bytes: the connection ended");
  }

  @Test
  void emptyAnswerDoesNotSpoilWhatCameEarlier() throws IOException {
    writePart(Arrays.copyOf(CONTENT, 1_000));
    URI mirror = server.at("/a", exchange -> FileServer.send(exchange, 200, 0, new byte[0]));

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.CutOff.class);
    assertThat(folder.resolve("data.gz.part")).hasSize(1_000);
  }

  @Test
  void stalledServerIsLeftForTheNextMirror() throws IOException {
    URI first = server.at("/first", server.stalled(CONTENT, 50_000));
    URI second = server.at("/second", FileServer.ranges(CONTENT));

    downloader.ensure(file(first, second), folder);

    assertThat(server.requests()).containsExactly("/first", "/second bytes=50000-");
    assertThatFileIsThere();
  }

  @Test
  void stalledServerIsNamed() {
    URI mirror = server.at("/a", server.stalled(CONTENT, 10));

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.CutOff.class)
        .hasMessageContaining("nothing came for 0.4 s");
  }

  @Test
  void silentServerCountsAsNoNetwork() {
    URI mirror = server.at("/a", server.silent());

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.NoNetwork.class)
        .hasMessageContaining("no answer within 0.8 s");
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.SECONDS)
  void withoutNetworkTheErrorComesQuicklyAndNamesAllMirrors() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    RemoteFile file =
        file(
            URI.create("http://127.0.0.1:%d/first".formatted(free)),
            URI.create("http://127.0.0.1:%d/second".formatted(free)));

    assertThatThrownBy(() -> downloader.ensure(file, folder))
        .isInstanceOf(DownloadException.NoNetwork.class)
        .hasMessageContaining("data.gz could not be downloaded")
        .hasMessageContaining("/first: no connection")
        .hasMessageContaining("/second: no connection")
        .hasMessageContaining("Check the connection");
  }

  @Test
  void wrongHashDeletesWhatCameAndNamesTheMirror() {
    URI mirror = server.at("/bad", FileServer.whole(new byte[CONTENT.length]));

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.WrongHash.class)
        .hasMessageContaining("/bad: wrong SHA-256: expected " + file(mirror).sha256());
    assertThat(folder.resolve("data.gz")).doesNotExist();
    assertThat(folder.resolve("data.gz.part")).doesNotExist();
  }

  @Test
  void wrongHashOnOneMirrorLeadsToTheNext() throws IOException {
    URI bad = server.at("/bad", FileServer.whole(new byte[CONTENT.length]));
    URI good = server.at("/good", FileServer.ranges(CONTENT));

    downloader.ensure(file(bad, good), folder);

    assertThat(server.requests()).containsExactly("/bad", "/good");
    assertThatFileIsThere();
  }

  @Test
  void webPageIsRecognisedByItsTypeAndSpoilsNothing() throws IOException {
    writePart(Arrays.copyOf(CONTENT, 1_000));
    URI mirror = server.at("/a", FileServer.page(200, "text/html; charset=utf-8", "Log in"));

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.WebPage.class)
        .hasMessageContaining("a web page came instead of the file (text/html")
        .hasMessageContaining("ask for a login");
    assertThat(folder.resolve("data.gz.part")).hasSize(1_000);
  }

  @Test
  void webPageIsRecognisedByItsFirstBytes() {
    URI mirror =
        server.at(
            "/a",
            FileServer.page(200, "application/octet-stream", "\uFEFF\n <!DOCTYPE HTML>\n<title>"));

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.WebPage.class)
        .hasMessageContaining("it begins with \"<!DOCTYPE HTML>\"");
    assertThat(folder.resolve("data.gz.part")).doesNotExist();
  }

  @Test
  void redirectionToALoginPageIsRecognised() {
    server.at("/login", FileServer.page(200, "text/html", "<html>"));
    URI mirror =
        server.at(
            "/a",
            exchange -> {
              exchange.getResponseHeaders().set("Location", "/login");
              exchange.sendResponseHeaders(302, -1);
            });

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.WebPage.class);
  }

  @Test
  void interruptedDownloadContinuesBehindARedirection() throws IOException {
    writePart(Arrays.copyOf(CONTENT, 1_000));
    server.at("/store", FileServer.ranges(CONTENT));
    URI mirror =
        server.at(
            "/a",
            exchange -> {
              exchange.getResponseHeaders().set("Location", "/store");
              exchange.sendResponseHeaders(302, -1);
            });

    downloader.ensure(file(mirror), folder);

    assertThat(server.requests()).containsExactly("/a bytes=1000-", "/store bytes=1000-");
    assertThatFileIsThere();
  }

  @Test
  void statusIsNamedAndTheNextMirrorTried() throws IOException {
    URI first = server.at("/first", FileServer.page(503, "text/html", "<html>busy"));
    assertThatThrownBy(() -> downloader.ensure(file(first), folder))
        .isInstanceOf(DownloadException.HttpStatus.class)
        .hasMessageContaining("/first: HTTP status 503");

    downloader.ensure(file(first, server.at("/second", FileServer.whole(CONTENT))), folder);
    assertThatFileIsThere();
  }

  @Test
  void mostTellingFailureDecidesTheError() {
    URI page = server.at("/page", FileServer.page(200, "text/html", "<html>"));
    URI missing = server.at("/missing", FileServer.page(404, "text/plain", "no"));

    assertThatThrownBy(() -> downloader.ensure(file(page, missing), folder))
        .isInstanceOf(DownloadException.WebPage.class)
        .hasMessageContaining("/missing: HTTP status 404");
  }

  @Test
  void fileOfAnotherSizeIsNotTakenAtAll() {
    URI mirror = server.at("/a", FileServer.whole(new byte[CONTENT.length + 1]));

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.WrongSize.class)
        .hasMessageContaining("expected 100000 bytes, the server has 100001");
    assertThat(folder.resolve("data.gz.part")).doesNotExist();
  }

  @Test
  void bodyWithoutEndIsStopped() {
    byte[] block = new byte[1 << 16];
    URI mirror =
        server.at(
            "/a",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(block); // fails when the other side hangs up
              }
            });

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.WrongSize.class)
        .hasMessageContaining("more than the expected 100000 bytes came");
    assertThat(folder.resolve("data.gz.part")).doesNotExist();
  }

  @Test
  void folderThatCannotBeMadeIsNamed() throws IOException {
    Path inTheWay = Files.write(temporary.resolve("cache"), new byte[1]);
    URI mirror = server.at("/a", FileServer.whole(CONTENT));

    assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
        .isInstanceOf(DownloadException.NotWritable.class)
        .hasMessageContaining("data.gz cannot be written into " + folder)
        .hasMessageContaining(inTheWay.toString())
        .hasMessageContaining("COUNTERPOINT_CACHE");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsNamedAndNoOtherMirrorIsTried() throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve("data.gz.part");
    Files.createSymbolicLink(part, Path.of("/dev/full"));
    URI first = server.at("/first", FileServer.whole(CONTENT));
    URI second = server.at("/second", FileServer.whole(CONTENT));

    assertThatThrownBy(() -> downloader.ensure(file(first, second), folder))
        .isInstanceOf(DownloadException.NotWritable.class)
        .hasMessageContaining("No space left on device");
    assertThat(server.requests()).containsExactly("/first");
    Files.delete(part);
  }

  @Test
  void diskWithTooLittleSpaceIsFoundBeforeTheDownload() {
    URI mirror = server.at("/a", FileServer.whole(CONTENT));
    RemoteFile huge = new RemoteFile("data.gz", List.of(mirror), 1L << 60, "0".repeat(64));

    assertThatThrownBy(() -> downloader.ensure(huge, folder))
        .isInstanceOf(DownloadException.NotWritable.class)
        .hasMessageContaining("bytes free, 1152921504606846976 are needed");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void twoDownloadsAtOnceTakeTheFileOnce() throws Exception {
    URI mirror =
        server.at(
            "/a",
            exchange -> {
              exchange.sendResponseHeaders(200, CONTENT.length);
              exchange.getResponseBody().write(CONTENT, 0, 10);
              exchange.getResponseBody().flush();
              pause(200);
              exchange.getResponseBody().write(CONTENT, 10, CONTENT.length - 10);
            });
    Downloader other =
        new Downloader(DownloadProgress.silent(), Duration.ofSeconds(5), Duration.ofSeconds(5));
    CompletableFuture<Boolean> first =
        CompletableFuture.supplyAsync(() -> other.ensure(file(mirror), folder));
    boolean second = downloader.ensure(file(mirror), folder);

    assertThat(first.get(10, TimeUnit.SECONDS)).isNotEqualTo(second);
    assertThat(server.requests()).hasSize(1);
    assertThatFileIsThere();
  }

  @Test
  void anotherProcessInTheFolderIsWaitedForAndInTheEndReported() throws Exception {
    Files.createDirectories(folder);
    Process process = LockHolder.start(folder.resolve(".download.lock"));
    URI mirror = server.at("/a", FileServer.whole(CONTENT));
    try {
      assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
          .isInstanceOf(DownloadException.NotWritable.class)
          .hasMessageContaining("another process");
      assertThat(server.requests()).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }

    // The system takes the lock back from a process that was killed.
    assertThat(downloader.ensure(file(mirror), folder)).isTrue();
  }

  @Test
  void interruptionEndsTheDownload() {
    URI mirror = server.at("/a", server.stalled(CONTENT, 10));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> downloader.ensure(file(mirror), folder))
          .isInstanceOf(DownloadException.Interrupted.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Another Java process that takes a lock and keeps it until it is killed. */
  static final class LockHolder {

    private LockHolder() {}

    static Process start(Path lock) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xshare:auto",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LockHolder.class.getName(),
                  lock.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      InputStream out = process.getInputStream();
      assertThat(out.read()).as("the process says that it has the lock").isEqualTo('!');
      return process;
    }

    public static void main(String[] args) throws Exception {
      try (FileChannel channel =
          FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.write('!');
        System.out.flush();
        Thread.sleep(20_000);
      }
    }
  }

  private static RemoteFile file(URI... mirrors) {
    return new RemoteFile("data.gz", List.of(mirrors), CONTENT.length, sha256(CONTENT));
  }

  private static String sha256(byte[] content) {
    Sha256 sum = new Sha256();
    try (InputStream in = sum.over(new ByteArrayInputStream(content))) {
      in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return sum.hex();
  }

  private static byte[] content() {
    byte[] content = new byte[100_000];
    new SplittableRandom(1).nextBytes(content);
    return content;
  }

  private void writePart(byte[] bytes) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("data.gz.part"), bytes);
  }

  private void assertThatFileIsThere() throws IOException {
    assertThat(folder.resolve("data.gz")).hasBinaryContent(CONTENT);
    assertThat(folder.resolve("data.gz.part")).doesNotExist();
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
