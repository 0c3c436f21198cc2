package dev.counterpoint.datasets.features.npz;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes {@code .npz} files that NumPy reads. Equal arrays give equal bytes. */
public final class NpzWriter {

  private static final int ALIGNMENT = 64;
  private static final int CHUNK = 1 << 20;
  // At the first moment that a zip can tell, Java adds another time, which knows the time zone.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private NpzWriter() {}

  /**
   * Writes a file and flushes the stream, which stays open.
   *
   * @param arrays by name, in their order; names as they are to be read, without {@code .npy}
   * @param deflate whether they are packed, as by {@code numpy.savez_compressed}
   * @throws IllegalArgumentException if a name is blank
   * @throws IOException if the stream does not take it
   */
  public static void write(OutputStream out, Map<String, NpyArray> arrays, boolean deflate)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setMethod(deflate ? ZipOutputStream.DEFLATED : ZipOutputStream.STORED);
    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
      if (array.getKey().isBlank()) {
        throw new IllegalArgumentException("an array has a blank name");
      }
      byte[] header = header(array.getValue());
      ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
      entry.setTimeLocal(TIME);
      if (!deflate) {
        CRC32 sum = new CRC32();
        sum.update(header);
        sum.update(array.getValue().data());
        entry.setCrc(sum.getValue());
        entry.setSize(header.length + (long) array.getValue().data().remaining());
      }
      zip.putNextEntry(entry);
      zip.write(header);
      ByteBuffer data = array.getValue().data();
      byte[] chunk = new byte[Math.min(CHUNK, data.remaining())];
      while (data.hasRemaining()) {
        int length = Math.min(chunk.length, data.remaining());
        data.get(chunk, 0, length);
        zip.write(chunk, 0, length);
      }
      zip.closeEntry();
    }
    zip.finish();
    out.flush();
  }

  /** Magic, version 1.0, length, dictionary, spaces up to a multiple of 64, line feed. */
  private static byte[] header(NpyArray array) {
    String numbers = array.shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(array.type().descriptor(), numbers, array.shape().size() == 1 ? "," : "");
    int start = 10;
    int length = (start + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - start;
    ByteBuffer header = ByteBuffer.allocate(start + length);
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    header.put((byte) length).put((byte) (length >> 8));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }
}
