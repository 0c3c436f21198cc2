package dev.counterpoint.datasets.features.npz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The header of an NPY file, versions 1 to 3 (NumPy, <i>A Simple File Format for NumPy Arrays</i>,
 * NEP 1): magic, version, length, and a Python dictionary with three keys.
 *
 * @param type of the numbers
 * @param columnsFirst whether the first index changes fastest ("Fortran order")
 * @param shape the dimensions
 * @param length bytes of the header, up to the first number
 */
record NpyHeader(NpyType type, boolean columnsFirst, List<Integer> shape, int length) {

  /** The longest dictionary that is read; NumPy's own limit is 10,000. */
  static final int LONGEST = 1 << 16;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MOST_DIMENSIONS = 32;

  /** Bytes of the numbers; at most {@link Long#MAX_VALUE}, where it would be more. */
  long dataBytes() {
    long bytes = type.bytes();
    for (int dimension : shape) {
      if (dimension == 0) {
        return 0;
      }
      bytes = bytes > Long.MAX_VALUE / dimension ? Long.MAX_VALUE : bytes * dimension;
    }
    return bytes;
  }

  /** The same numbers with the last index changing fastest, as they are read. */
  List<Integer> storedShape() {
    List<Integer> stored = new ArrayList<>(shape);
    if (columnsFirst) {
      Collections.reverse(stored);
    }
    return stored;
  }

  /**
   * Reads a header; the stream then is at the first number.
   *
   * @param where file and array, for messages
   * @throws NpzException if it is none, or of an array that is not read
   */
  static NpyHeader read(InputStream in, String where) throws IOException {
    byte[] start = in.readNBytes(8);
    boolean magic = start.length == 8;
    for (int i = 0; magic && i < MAGIC.length; i++) {
      magic = start[i] == MAGIC[i];
    }
    if (!magic) {
      throw new NpzException(where, "it does not begin as a NumPy array does", NpzReader.DAMAGED);
    }
    if (start[6] < 1 || start[6] > 3 || start[7] != 0) {
      throw new NpzException(
          where,
          "version %d.%d of the format; 1.0, 2.0 and 3.0 are read"
              .formatted(start[6] & 0xFF, start[7] & 0xFF),
          NpzReader.DAMAGED);
    }
    int lengthBytes = start[6] == 1 ? 2 : 4;
    byte[] digits = in.readNBytes(lengthBytes);
    long length = 0;
    for (int i = digits.length - 1; i >= 0; i--) {
      length = length << 8 | digits[i] & 0xFF;
    }
    if (digits.length < lengthBytes || length > LONGEST) {
      throw new NpzException(
          where,
          "a header of %d bytes; at most %d are read".formatted(length, LONGEST),
          NpzReader.DAMAGED);
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new NpzException(
          where,
          "the header is to have %d bytes, but only %d follow".formatted(length, text.length),
          NpzReader.DAMAGED);
    }
    // What is not ASCII can only be a name of a field, and arrays with fields are not read.
    NpyDictionary dictionary =
        NpyDictionary.parse(new String(text, StandardCharsets.ISO_8859_1), where);
    if (dictionary.shape().size() > MOST_DIMENSIONS) {
      throw new NpzException(
          where,
          "%d dimensions; at most %d are read"
              .formatted(dictionary.shape().size(), MOST_DIMENSIONS),
          NpzReader.DAMAGED);
    }
    return new NpyHeader(
        type(dictionary.descriptor(), where),
        dictionary.columnsFirst(),
        dictionary.shape(),
        8 + lengthBytes + text.length);
  }

  private static NpyType type(String descriptor, String where) {
    return NpyType.of(descriptor)
        .orElseThrow(
            () -> {
              String remedy =
                  descriptor.endsWith("O")
                      ? "It holds Python objects, which are never read: make it numbers, and save"
                          + " it with numpy.savez(..., allow_pickle=False)."
                      : descriptor.startsWith(">")
                          ? "It is big-endian; make it little-endian: array.astype('<f4')."
                          : "Convert it: array.astype('float32'), or 'int64' for labels.";
              return new NpzException(
                  where,
                  "numbers of type '%s'; read are f2, f4, f8, i4, i8 and u1".formatted(descriptor),
                  remedy);
            });
  }
}
