package dev.counterpoint.inference.search;

import dev.counterpoint.inference.search.exact.IndexLayout;
import dev.counterpoint.inference.search.exact.MappedUnits;
import dev.counterpoint.inference.search.exact.UnitVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes an index beside its name and moves it there when it is whole: whoever searches meanwhile
 * has the one before. Vectors go to the disk as they come; only names are kept in memory.
 */
public final class IndexWriter implements AutoCloseable {

  private static final int BUFFER = 1 << 20;

  private final Path target;
  private final String model;
  private final String source;
  private final int width;
  private final PartFile part;
  private final FileChannel channel;
  private final ByteBuffer pending;
  private final CRC32C rowsSum = new CRC32C();
  private final List<IndexEntry> entries = new ArrayList<>();
  private final List<SkippedEntry> skipped = new ArrayList<>();

  /**
   * Begins an index; folders that are missing are made.
   *
   * @param target its final name; one that is there is replaced at the end
   * @param model {@link dev.counterpoint.inference.bundle.Bundle#identity()}
   * @param source where the vectors are from
   * @param width numbers of a vector, 1 to 65,536
   * @throws IndexNotWrittenException if the system refuses
   * @throws IllegalArgumentException if the width is out of range
   */
  public IndexWriter(Path target, String model, String source, int width) {
    if (width < 1 || width > IndexHeader.WIDEST) {
      throw new IllegalArgumentException("vectors of %d numbers".formatted(width));
    }
    this.target = target.toAbsolutePath();
    this.model = model;
    this.source = source;
    this.width = width;
    int rows = Math.max(1, BUFFER / (width * Float.BYTES));
    pending = ByteBuffer.allocate(rows * width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try {
      part = PartFile.beside(this.target);
      channel =
          FileChannel.open(
              part.path(),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      channel.position(IndexHeader.BYTES);
    } catch (IOException e) {
      throw new IndexNotWrittenException(target, e);
    }
  }

  /**
   * Adds a vector.
   *
   * @param vector {@code (D)}; its direction is kept
   * @throws IllegalArgumentException if it has another width, or no direction
   * @throws IndexNotWrittenException if the system refuses
   */
  public void add(IndexEntry entry, float[] vector) {
    if (vector.length != width) {
      throw new IllegalArgumentException(
          "%s: expected %d numbers, found %d".formatted(entry.id(), width, vector.length));
    }
    float[] unit =
        UnitVector.of(vector)
            .orElseThrow(() -> new IllegalArgumentException(entry.id() + ": no direction"));
    for (float value : unit) {
      pending.putFloat(value);
    }
    entries.add(entry);
    if (!pending.hasRemaining()) {
      flush();
    }
  }

  /** Remembers a file that has no vector. */
  public void skip(SkippedEntry entry) {
    skipped.add(entry);
  }

  private void flush() {
    pending.flip();
    rowsSum.update(pending.duplicate());
    write(pending);
    pending.clear();
  }

  private void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new IndexNotWrittenException(target, e);
    }
  }

  /**
   * Gives the index its name and opens it.
   *
   * @throws IndexNotWrittenException if the system refuses
   */
  public EmbeddingIndex finish() {
    flush();
    IndexLayout layout = new IndexLayout(width, entries.size());
    byte[] names = new IndexEntries(source, entries, skipped).bytes();
    CRC32C namesSum = new CRC32C();
    namesSum.update(names);
    IndexHeader header =
        new IndexHeader(
            width,
            entries.size(),
            names.length,
            (int) namesSum.getValue(),
            (int) rowsSum.getValue(),
            model);
    try {
      channel.position(layout.codesAt());
      writeCodes(layout);
      write(ByteBuffer.wrap(names));
      channel.position(0);
      write(ByteBuffer.wrap(header.bytes()));
      channel.force(true);
      channel.close();
      move();
    } catch (IOException e) {
      throw new IndexNotWrittenException(target, e);
    }
    return EmbeddingIndex.open(target);
  }

  private void writeCodes(IndexLayout layout) throws IOException {
    MappedUnits rows = new MappedUnits(channel, layout.rowsAt(), layout.count(), layout.rowBytes());
    float[] row = new float[width];
    for (int block = 0; block < layout.blocks(); block++) {
      short[] codes = new short[layout.blockShorts()];
      int first = block * IndexLayout.BLOCK;
      int count = (int) Math.min(IndexLayout.BLOCK, layout.count() - first);
      for (int i = 0; i < count; i++) {
        rows.read(first + i, row);
        layout.encode(row, i, codes);
      }
      ByteBuffer bytes =
          ByteBuffer.allocate(codes.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asShortBuffer().put(codes);
      write(bytes);
    }
  }

  private void move() throws IOException {
    try {
      Files.move(
          part.path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part.path(), target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Leaves nothing, unless it is finished. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IndexNotWrittenException(target, e);
    } finally {
      part.close();
    }
  }
}
