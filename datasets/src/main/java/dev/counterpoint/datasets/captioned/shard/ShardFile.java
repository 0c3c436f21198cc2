package dev.counterpoint.datasets.captioned.shard;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** One shard: reads at any place, by any thread, as long as the file is what it was. */
final class ShardFile {

  private final Path path;
  private final OpenChannels channels;
  private final long size;
  private final FileTime modified;

  /** Remembers the file as it is now. */
  ShardFile(Path path, OpenChannels channels) throws IOException {
    this.path = path;
    this.channels = channels;
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    this.size = now.size();
    this.modified = now.lastModifiedTime();
  }

  String name() {
    return path.toString();
  }

  /**
   * Reads so many bytes.
   *
   * @throws ShardChangedException if the file is gone, or not what it was
   * @throws UnreadableFileException if the system cannot read it
   */
  byte[] read(Place place) {
    // An interrupt would close the channel for all other threads; it waits until this is read.
    boolean interrupted = Thread.interrupted();
    try {
      checkUnchanged();
      ByteBuffer bytes = ByteBuffer.allocate(place.size());
      while (bytes.hasRemaining()) {
        try {
          readSome(bytes, place.offset() + bytes.position());
        } catch (ClosedChannelException e) {
          // Another thread needed room for another shard, or an interrupt came: open it again.
          interrupted |= Thread.interrupted();
        }
      }
      return bytes.array();
    } catch (IOException e) {
      throw new UnreadableFileException(name(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Looks whether it is still the same file.
   *
   * @throws ShardChangedException if it is not
   */
  void checkUnchanged() throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new ShardChangedException(name(), "has vanished", e);
    }
    if (now.size() != size) {
      throw new ShardChangedException(
          name(), "has changed, from %d bytes to %d,".formatted(size, now.size()), null);
    }
    if (!now.lastModifiedTime().equals(modified)) {
      throw new ShardChangedException(name(), "was written to", null);
    }
  }

  private void readSome(ByteBuffer bytes, long offset) throws IOException {
    if (channels.get(path).read(bytes, offset) < 0) {
      throw new ShardChangedException(name(), "became shorter", null);
    }
  }
}
