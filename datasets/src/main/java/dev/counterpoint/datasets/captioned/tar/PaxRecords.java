package dev.counterpoint.datasets.captioned.tar;

import java.nio.charset.StandardCharsets;

/**
 * What a PAX header says of the entry behind it, as far as it matters here.
 *
 * @param path the name, or null
 * @param size bytes of the content, or -1
 */
record PaxRecords(String path, long size) {

  static final PaxRecords NONE = new PaxRecords(null, -1);

  /**
   * Reads records of the form {@code "LENGTH KEY=VALUE\n"}.
   *
   * @param header for messages
   * @throws TarFormatException if they are not of this form, or if the entry is sparse
   */
  static PaxRecords read(TarHeader header, byte[] content) {
    String path = null;
    long size = -1;
    int at = 0;
    while (at < content.length && content[at] != 0) {
      int end = at + length(header, content, at);
      int key = indexOf(content, ' ', at, end) + 1;
      int value = indexOf(content, '=', key, end) + 1;
      if (key == 0 || value == 0 || content[end - 1] != '\n') {
        throw header.error("a PAX record at %d that is not KEY=VALUE".formatted(at));
      }
      String name = new String(content, key, value - 1 - key, StandardCharsets.UTF_8);
      if (name.equals("path")) {
        path = header.decode(content, value, end - 1 - value);
      } else if (name.equals("size")) {
        size = decimal(header, content, value, end - 1);
      } else if (name.startsWith("GNU.sparse") || name.startsWith("SCHILY.realsize")) {
        throw header.error("a sparse file", "Make the shard anew without the option --sparse.");
      }
      at = end;
    }
    return new PaxRecords(path, size);
  }

  private static int length(TarHeader header, byte[] content, int at) {
    int blank = indexOf(content, ' ', at, Math.min(content.length, at + 9));
    long length = blank <= at ? -1 : decimal(header, content, at, blank);
    // One digit, the blank, a key, "=" and the end of the line.
    if (length < 5 || length > content.length - at) {
      throw header.error("a PAX record at %d whose length is wrong".formatted(at));
    }
    return (int) length;
  }

  private static long decimal(TarHeader header, byte[] content, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = content[i] - '0';
      if (digit < 0 || digit > 9 || end - start > 18) {
        throw header.error("a number in a PAX record that is none, or beyond all sizes");
      }
      value = 10 * value + digit;
    }
    return start == end ? -1 : value;
  }

  private static int indexOf(byte[] content, char wanted, int start, int end) {
    for (int i = start; i < end; i++) {
      if (content[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
