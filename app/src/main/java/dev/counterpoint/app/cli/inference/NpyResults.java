package dev.counterpoint.app.cli.inference;

import dev.counterpoint.app.file.ResultFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A matrix in NumPy's format, version 1.0: little-endian float32, {@code (N, D)}, row by row. The
 * number of rows is written when they are known.
 */
final class NpyResults {

  /** What precedes the numbers; a multiple of 64, as NumPy aligns it. */
  static final int HEADER = 128;

  private final ResultFile file;
  private final int width;
  private long rows;

  NpyResults(ResultFile file, int width) {
    this.file = file;
    this.width = width;
    file.append(header());
  }

  void row(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    file.append(bytes);
    rows++;
  }

  void finish() {
    file.overwriteStart(header());
    file.finish();
  }

  private byte[] header() {
    String text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, width);
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) (HEADER - 10));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }
}
