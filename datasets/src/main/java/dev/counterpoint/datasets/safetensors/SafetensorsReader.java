package dev.counterpoint.datasets.safetensors;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Reads safetensors files (Hugging Face, <i>Safetensors</i>, "Format"): eight bytes of header
 * length, a JSON header, and the data.
 *
 * <p>Strict: offsets, shapes and types must account for every byte of the file, without overlap and
 * without holes. All of it is checked against the file's real length before memory is taken for the
 * data. The file is then read in full, a heap buffer for each tensor, not mapped: a checkpoint can
 * be replaced while its tensors are in use, on Windows too.
 */
public final class SafetensorsReader {

  /** The longest header that is read, as in the reference implementation: 100 MB. */
  public static final int MAX_HEADER_BYTES = 100_000_000;

  static final String REMEDY = "The file is damaged or was not written as the format says.";

  private static final int LENGTH_BYTES = 8;
  private static final int CHUNK = 1 << 20;

  private final FileChannel channel;
  private final String where;

  private SafetensorsReader(FileChannel channel, String where) {
    this.channel = channel;
    this.where = where;
  }

  /**
   * Reads a file.
   *
   * @return its texts and its tensors, in the order of the header
   * @throws SafetensorsException if it is not a safetensors file, whole and exact
   * @throws UnreadableFileException if the system does not let it be read
   */
  public static SafetensorsFile read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new SafetensorsReader(channel, file.toString()).read();
    } catch (IOException e) {
      throw new UnreadableFileException(file.toString(), e);
    }
  }

  private SafetensorsFile read() throws IOException {
    long fileSize = channel.size();
    if (fileSize < LENGTH_BYTES) {
      throw error(
          "the file has %d bytes; expected at least the 8 of the header's length"
              .formatted(fileSize));
    }
    long headerSize = read(0, LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    // As an unsigned number: from 2^63 on it is beyond every limit as well.
    if (headerSize < 0 || headerSize > MAX_HEADER_BYTES) {
      throw error(
          "the first 8 bytes say that the header has %s bytes; at most %d are read (is this a safetensors file?)"
              .formatted(Long.toUnsignedString(headerSize), MAX_HEADER_BYTES));
    }
    if (headerSize > fileSize - LENGTH_BYTES) {
      throw error(
          "the header is to have %d bytes, but only %d follow"
              .formatted(headerSize, fileSize - LENGTH_BYTES));
    }
    byte[] header = read(LENGTH_BYTES, (int) headerSize).array();
    if (header.length == 0 || header[0] != '{') {
      throw error("the header, at offset 8, does not begin with {");
    }
    HeaderParser parsed = HeaderParser.parse(header, where);
    long dataStart = LENGTH_BYTES + headerSize;
    checkPlaces(parsed.places(), fileSize - dataStart);
    List<TensorEntry> entries = new ArrayList<>();
    for (TensorPlace place : parsed.places()) {
      ByteBuffer data = read(dataStart + place.start(), (int) (place.end() - place.start()));
      entries.add(new TensorEntry(place.name(), place.type(), place.shape(), data));
    }
    return new SafetensorsFile(parsed.metadata(), entries);
  }

  private void checkPlaces(List<TensorPlace> places, long dataSize) {
    places.forEach(place -> checkPlace(place, dataSize));
    // Empty tensors come before the one that starts where they are.
    List<TensorPlace> ordered = new ArrayList<>(places);
    ordered.sort(Comparator.comparing(TensorPlace::start).thenComparing(TensorPlace::end));
    long reached = 0;
    String before = "the header";
    for (TensorPlace place : ordered) {
      if (place.start() < reached) {
        throw error(
            place,
            "starts at data offset %d, but %s reaches to %d: they overlap"
                .formatted(place.start(), before, reached));
      }
      if (place.start() > reached) {
        throw error(
            place,
            "starts at data offset %d, but %s ends at %d: there is a hole"
                .formatted(place.start(), before, reached));
      }
      reached = place.end();
      before = "tensor \"%s\"".formatted(place.name());
    }
    if (reached != dataSize) {
      throw error(
          "%d bytes of data follow the header, but its tensors take %d"
              .formatted(dataSize, reached));
    }
  }

  private void checkPlace(TensorPlace place, long dataSize) {
    long size = place.end() - place.start(); // neither is negative
    if (size < 0 || place.end() > dataSize) {
      throw error(
          place,
          "lies at data offsets %d .. %d; the file has %d bytes of data"
              .formatted(place.start(), place.end(), dataSize));
    }
    String shape = "%s %s".formatted(place.type(), Arrays.toString(place.shape()));
    long expected;
    try {
      expected = place.type().bytes(place.shape());
    } catch (ArithmeticException e) {
      throw error(place, shape + " takes more bytes than can be counted");
    }
    if (expected != size) {
      throw error(
          place,
          "%s takes %d bytes, but its offsets %d .. %d hold %d"
              .formatted(shape, expected, place.start(), place.end(), size));
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw error(place, "takes %d bytes; tensors of 2 GiB and more are not read".formatted(size));
    }
  }

  /** Reads in pieces, for Java keeps a native buffer as large as the largest single read. */
  private ByteBuffer read(long offset, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.position() < size) {
      buffer.limit(Math.min(size, buffer.position() + CHUNK));
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw error(
            "the file became shorter while it was read: it ends at offset %d"
                .formatted(offset + buffer.position()));
      }
    }
    return buffer.flip();
  }

  private SafetensorsException error(TensorPlace place, String problem) {
    return error("tensor \"%s\" %s".formatted(place.name(), problem));
  }

  private SafetensorsException error(String problem) {
    return new SafetensorsException(where + ": " + problem, REMEDY, null);
  }
}
