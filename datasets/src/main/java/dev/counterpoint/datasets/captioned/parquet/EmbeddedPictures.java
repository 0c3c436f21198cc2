package dev.counterpoint.datasets.captioned.parquet;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.schema.MessageType;

/** The pictures of one Parquet file by their row; the last pages that were read are kept. */
final class EmbeddedPictures implements AutoCloseable {

  private static final long KEPT_BYTES = 32L << 20;

  private final Path path;
  private final ImageColumn image;
  // By the row that they begin at, the least recently used first.
  private final Map<Integer, Window> windows = new LinkedHashMap<>(16, 0.75f, true);
  private ParquetRows file;
  private int[] groupStarts;
  private long kept;

  EmbeddedPictures(Path path, ImageColumn image) {
    this.path = path;
    this.image = image;
  }

  /** The file, for messages. */
  String name() {
    return path.toString();
  }

  /** The picture of a row; null if there is none. */
  synchronized byte[] read(int row) {
    for (Map.Entry<Integer, Window> entry : windows.entrySet()) {
      int at = row - entry.getKey();
      if (at >= 0 && at < entry.getValue().pictures().length) {
        // Asked for by its key, it becomes the most recently used.
        return windows.get(entry.getKey()).pictures()[at];
      }
    }
    open();
    int group = groupStarts.length - 1;
    while (groupStarts[group] > row) {
      group--;
    }
    // Room is made before, for a row group may take much.
    shrink(KEPT_BYTES / 2);
    ParquetRows.RowStream stream = file.readAround(group, row - groupStarts[group]);
    byte[][] pictures = new byte[stream.count()][];
    long bytes = 0;
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = image.bytes(stream.next());
      bytes += pictures[i] == null ? 0 : pictures[i].length;
    }
    int start = groupStarts[group] + stream.first();
    windows.put(start, new Window(pictures, bytes));
    kept += bytes;
    return pictures[row - start];
  }

  private void shrink(long most) {
    Iterator<Window> oldest = windows.values().iterator();
    while (kept > most && oldest.hasNext()) {
      kept -= oldest.next().bytes();
      oldest.remove();
    }
  }

  private void open() {
    if (file != null) {
      return;
    }
    file = new ParquetRows(path, name());
    file.request(new MessageType(file.schema().getName(), image.bytesType()));
    groupStarts = new int[file.groups()];
    for (int i = 1; i < groupStarts.length; i++) {
      groupStarts[i] = groupStarts[i - 1] + file.rows(i - 1);
    }
  }

  @Override
  public synchronized void close() {
    windows.clear();
    kept = 0;
    if (file != null) {
      file.close();
      file = null;
    }
  }

  private record Window(byte[][] pictures, long bytes) {}
}
