package dev.counterpoint.app.natives;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to unpack into a folder, which one process has at a time. The system takes it back from
 * a process that dies; the empty lock file stays, for to delete it would be a race.
 */
final class UnpackLock implements Closeable {

  private static final long POLL_MILLIS = 50;

  private final FileChannel channel;

  private UnpackLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param folder is made if it is not there
   * @param waiting run once, if another has it
   */
  static UnpackLock acquire(Path folder, Runnable waiting) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean acquired = false;
    try {
      for (boolean told = false; !tryLock(channel); told = true) {
        if (!told) {
          waiting.run();
        }
        Thread.sleep(POLL_MILLIS);
      }
      acquired = true;
      return new UnpackLock(channel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another process unpacks");
    } finally {
      if (!acquired) {
        channel.close();
      }
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByAnotherThread) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
