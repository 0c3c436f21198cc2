package dev.counterpoint.datasets.captioned.shard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Channels of a bounded number of files; that used longest ago is closed for a new one. */
final class OpenChannels implements AutoCloseable {

  private final int most;
  private final Map<Path, FileChannel> channels = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /** For so many files at once. */
  OpenChannels(int most) {
    this.most = most;
  }

  /**
   * A channel that was open at this moment; another thread's need may close it at any time.
   *
   * @throws IllegalStateException after {@link #close}
   */
  synchronized FileChannel get(Path file) throws IOException {
    if (closed) {
      throw new IllegalStateException("the shards were closed");
    }
    FileChannel channel = channels.get(file);
    if (channel != null && channel.isOpen()) {
      return channel;
    }
    channel = FileChannel.open(file);
    channels.put(file, channel);
    if (channels.size() > most) {
      Iterator<FileChannel> oldest = channels.values().iterator();
      FileChannel leaving = oldest.next();
      oldest.remove();
      leaving.close();
    }
    return channel;
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (FileChannel channel : channels.values()) {
      try {
        channel.close();
      } catch (IOException e) {
        // Only read from: nothing is lost.
        continue;
      }
    }
    channels.clear();
  }
}
