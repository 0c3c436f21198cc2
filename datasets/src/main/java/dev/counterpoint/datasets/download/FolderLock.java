package dev.counterpoint.datasets.download;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The right to download into a folder, which one process has at a time. The system takes it back
 * from a process that dies; the empty lock file stays, for to delete it would be a race.
 */
final class FolderLock implements Closeable {

  private static final String NAME = ".download.lock";
  private static final long POLL_MILLIS = 50;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock as long as whoever has it gets on, seen by what changes in the folder.
   *
   * @param patience how long nothing may change
   * @throws IOException if the lock cannot be made, or its holder does not get on
   * @throws InterruptedIOException if the thread is interrupted; its flag stays set
   */
  static FolderLock acquire(Path folder, Duration patience) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean acquired = false;
    try {
      long content = content(folder);
      long changed = System.nanoTime();
      // One channel for all tries: on POSIX, closing any channel of the file frees all its locks.
      while (!tryLock(channel)) {
        Thread.sleep(POLL_MILLIS);
        long now = content(folder);
        if (now != content) {
          content = now;
          changed = System.nanoTime();
        } else if (System.nanoTime() - changed > patience.toNanos()) {
          throw new IOException(
              "another process has been downloading into this folder without getting on for %d s"
                  .formatted(patience.toSeconds()));
        }
      }
      acquired = true;
      return new FolderLock(channel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another process downloads");
    } finally {
      if (!acquired) {
        channel.close();
      }
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByAnotherThread) {
      return false;
    }
  }

  /** Bytes in the folder's files, mixed with their names. */
  private static long content(Path folder) throws IOException {
    long content = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try {
          content += Files.size(file) * 31 + file.getFileName().hashCode();
        } catch (NoSuchFileException movedMeanwhile) {
          content++;
        }
      }
    }
    return content;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
