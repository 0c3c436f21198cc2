package dev.counterpoint.app.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows beside its final name and gets it when it is whole. It is begun before the
 * work, so that one that cannot be written is an error at once. Closed or stopped by Ctrl-C before
 * it is whole, it leaves nothing.
 */
public final class ResultFile implements AutoCloseable {

  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final Thread removal = new Thread(this::remove, "remove-unfinished-result");
  private boolean ended;

  /**
   * Begins the file.
   *
   * @throws OutputExistsException if there is a file of the final name
   * @throws FileNotWrittenException if it cannot be written
   */
  public ResultFile(Path file) {
    target = file.toAbsolutePath();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new OutputExistsException(file);
    }
    part =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new FileNotWrittenException(file, e);
    }
    Runtime.getRuntime().addShutdownHook(removal);
  }

  /**
   * Adds at the end.
   *
   * @throws FileNotWrittenException if the system refuses
   */
  public void append(byte[] content) {
    append(ByteBuffer.wrap(content));
  }

  /**
   * Adds at the end.
   *
   * @throws FileNotWrittenException if the system refuses
   */
  public void append(ByteBuffer content) {
    try {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    } catch (IOException e) {
      throw new FileNotWrittenException(target, e);
    }
  }

  /**
   * Replaces the first bytes.
   *
   * @throws FileNotWrittenException if the system refuses
   */
  public void overwriteStart(byte[] content) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes, bytes.position());
      }
    } catch (IOException e) {
      throw new FileNotWrittenException(target, e);
    }
  }

  /**
   * Gives the file its name.
   *
   * @throws FileNotWrittenException if the system refuses, or there is a file of that name now
   */
  public synchronized void finish() {
    if (ended) {
      return;
    }
    try {
      channel.force(true);
      channel.close();
      // Not over a file that has come in the meantime.
      Files.move(part, target);
    } catch (IOException e) {
      throw new FileNotWrittenException(target, e);
    }
    ended = true;
  }

  /** Leaves nothing, unless it is finished. */
  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(removal);
    } catch (IllegalStateException e) {
      // The process ends already.
    }
  }

  private synchronized void remove() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      System.err.println("warning: " + part + " could not be removed: " + e.getMessage());
    }
  }
}
