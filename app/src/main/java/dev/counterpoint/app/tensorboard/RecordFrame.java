package dev.counterpoint.app.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame of TensorFlow's record files: length (8 bytes), masked CRC-32C of the length (4), the
 * record, masked CRC-32C of the record (4), all little-endian. A reader that meets the end of the
 * file within a frame takes what is before it.
 */
final class RecordFrame {

  private static final int MASK_DELTA = 0xA282EAD8;

  private RecordFrame() {}

  /** A record in its frame. */
  static byte[] of(byte[] record) {
    ByteBuffer frame =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + record.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(record.length);
    frame.putInt(maskedChecksum(frame.array(), Long.BYTES));
    frame.put(record);
    frame.putInt(maskedChecksum(record, record.length));
    return frame.array();
  }

  // Masked, because a checksum over bytes that hold checksums themselves is a weak one.
  private static int maskedChecksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
  }
}
