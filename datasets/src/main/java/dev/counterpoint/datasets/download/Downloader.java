package dev.counterpoint.datasets.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Downloads pinned files so that under a file's name there is never anything but the whole file.
 *
 * <p>Bytes go to {@code NAME.part} first; after an interruption the next try continues there,
 * whichever mirror it asks. Only when the SHA-256 is right does the file move, atomically, to its
 * name. Mirrors are tried in turn. One process at a time downloads into a folder; others wait and
 * then find the file there.
 */
public final class Downloader {

  private static final String PART = ".part";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(20);

  private final DownloadProgress progress;
  private final Duration connectTimeout;
  private final Duration stallTimeout;
  private HttpClient client;

  /**
   * Creates a downloader that gives a server 5 s to connect and 20 s for the next bytes.
   *
   * @param progress told how far each download has come
   */
  public Downloader(DownloadProgress progress) {
    this(progress, CONNECT_TIMEOUT, STALL_TIMEOUT);
  }

  /**
   * Creates a downloader.
   *
   * @param progress told how far each download has come
   * @param connectTimeout for the connection; the answer may take twice as long
   * @param stallTimeout for the next bytes of a body
   */
  public Downloader(DownloadProgress progress, Duration connectTimeout, Duration stallTimeout) {
    this.progress = progress;
    this.connectTimeout = connectTimeout;
    this.stallTimeout = stallTimeout;
  }

  /** Whether the folder has the file, whole and with the right SHA-256. */
  public static boolean isIntact(RemoteFile file, Path folder) {
    Path target = folder.resolve(file.name());
    try {
      return Files.isRegularFile(target)
          && Files.size(target) == file.size()
          && Sha256.of(target).equals(file.sha256());
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Sees to it that the folder has the file, and downloads it if need be; a file of that name that
   * is not the right one is replaced once the right one is there.
   *
   * @param folder made if it does not exist
   * @return true if it was downloaded, false if it was there
   * @throws DownloadException if it cannot be had; names each mirror and what went wrong there
   */
  @SuppressWarnings("try") // the lock is held, not used
  public boolean ensure(RemoteFile file, Path folder) {
    if (isIntact(file, folder)) {
      return false;
    }
    try {
      Files.createDirectories(folder);
      try (FolderLock lock = FolderLock.acquire(folder, stallTimeout.multipliedBy(3))) {
        if (isIntact(file, folder)) {
          return false; // another process was faster
        }
        checkSpace(file, folder);
        fetch(file, folder);
        return true;
      }
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw new DownloadException.Interrupted(
          "%s: the download was interrupted".formatted(file.name()), e);
    } catch (IOException e) {
      throw notWritable(folder, file, reason(e), e);
    }
  }

  private void fetch(RemoteFile file, Path folder) throws IOException {
    List<MirrorFailedException> failures = new ArrayList<>();
    for (URI mirror : file.mirrors()) {
      try {
        fetch(file, folder, mirror);
        return;
      } catch (MirrorFailedException e) {
        failures.add(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DownloadException.Interrupted(
            "%s: the download was interrupted".formatted(file.name()), e);
      }
    }
    MirrorFailedException mostTelling =
        failures.stream().max(Comparator.comparing(MirrorFailedException::fault)).orElseThrow();
    throw mostTelling
        .fault()
        .exception(
            failures.stream()
                .map(failure -> System.lineSeparator() + "  " + failure.getMessage())
                .collect(Collectors.joining("", file.name() + " could not be downloaded:", "")),
            mostTelling);
  }

  private void fetch(RemoteFile file, Path folder, URI mirror)
      throws IOException, MirrorFailedException, InterruptedException {
    Path part = folder.resolve(file.name() + PART);
    MirrorTransfer transfer =
        new MirrorTransfer(
            client(), progress, connectTimeout.multipliedBy(2), stallTimeout, file, mirror, part);
    boolean continued = transfer.run();
    String sha256 = Sha256.of(part);
    if (continued && !sha256.equals(file.sha256())) {
      // The earlier part may be what is wrong; the mirror gets a fair chance.
      Files.delete(part);
      transfer.run();
      sha256 = Sha256.of(part);
    }
    if (!sha256.equals(file.sha256())) {
      Files.delete(part);
      throw new MirrorFailedException(
          MirrorFault.WRONG_HASH,
          "%s: wrong SHA-256: expected %s, found %s".formatted(mirror, file.sha256(), sha256),
          null);
    }
    Files.move(
        part,
        folder.resolve(file.name()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private synchronized HttpClient client() {
    if (client == null) {
      // HTTP/1.1: ending a transfer early is then simply closing the connection.
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(connectTimeout)
              .followRedirects(HttpClient.Redirect.NORMAL)
              .build();
    }
    return client;
  }

  private static void checkSpace(RemoteFile file, Path folder) throws IOException {
    Path part = folder.resolve(file.name() + PART);
    long needed = file.size() - (Files.exists(part) ? Files.size(part) : 0);
    // 0 where the system does not know; Files.getFileStore fails there, as in some containers.
    long usable = folder.toFile().getUsableSpace();
    if (usable > 0 && usable < needed) {
      throw notWritable(
          folder,
          file,
          "the disk has %d bytes free, %d are needed".formatted(usable, needed),
          null);
    }
  }

  private static DownloadException notWritable(
      Path folder, RemoteFile file, String reason, Throwable cause) {
    return new DownloadException.NotWritable(
        "%s cannot be written into %s: %s".formatted(file.name(), folder, reason),
        "Free some space or give another folder for downloads in " + CacheFolder.VARIABLE + ".",
        cause);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is a file, not a folder";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
