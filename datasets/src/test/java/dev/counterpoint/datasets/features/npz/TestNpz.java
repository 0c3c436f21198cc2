package dev.counterpoint.datasets.features.npz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Files as NumPy writes them, and as it never would. */
final class TestNpz {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes);

  /** Adds an entry, deflated. */
  TestNpz entry(String name, byte[] content) {
    return entry(name, content, ZipArchiveOutputStream.DEFLATED);
  }

  TestNpz entry(String name, byte[] content, int method) {
    try {
      out.setMethod(method);
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setMethod(method);
      entry.setTime(0);
      if (method == ZipArchiveOutputStream.STORED) {
        java.util.zip.CRC32 sum = new java.util.zip.CRC32();
        sum.update(content);
        entry.setCrc(sum.getValue());
        entry.setSize(content.length);
      }
      out.putArchiveEntry(entry);
      out.write(content);
      out.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  byte[] bytes() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An NPY file of version 1 with a dictionary as it is given. */
  static byte[] npy(String dictionary, byte[] data) {
    return npy(1, dictionary, data);
  }

  static byte[] npy(int version, String dictionary, byte[] data) {
    byte[] text = (dictionary + " \n").getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer npy =
        ByteBuffer.allocate(8 + (version == 1 ? 2 : 4) + text.length + data.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    npy.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      npy.putShort((short) text.length);
    } else {
      npy.putInt(text.length);
    }
    return npy.put(text).put(data).array();
  }

  static String dictionary(String type, String shape) {
    return "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
  }

  static byte[] written(Map<String, NpyArray> arrays, boolean deflate) {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    try {
      NpzWriter.write(to, arrays, deflate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to.toByteArray();
  }
}
