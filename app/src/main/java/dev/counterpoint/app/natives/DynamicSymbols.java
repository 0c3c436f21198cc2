package dev.counterpoint.app.natives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The names that a shared library of Linux needs of others and offers them: the section {@code
 * .dynsym} of a 64-bit little-endian ELF file (System V ABI, chapter 4).
 */
final class DynamicSymbols {

  private static final int HEADER = 64;
  private static final int SECTION = 64;
  private static final int SYMBOL = 24;
  private static final int DYNSYM = 11;
  private static final int WEAK = 2;
  private static final int MAGIC = 0x464c457f;
  private static final int CLASS_64_LITTLE_ENDIAN = 0x0102;

  private DynamicSymbols() {}

  /**
   * Reads them all.
   *
   * @param needed told each name that another library must have
   * @param offered told each name that is defined here
   * @throws IOException if it cannot be read or is no such file
   */
  static void read(Path library, Consumer<String> needed, Consumer<String> offered)
      throws IOException {
    try (FileChannel channel = FileChannel.open(library, StandardOpenOption.READ)) {
      ByteBuffer header = map(channel, 0, HEADER);
      if (header.getInt(0) != MAGIC || header.getShort(4) != CLASS_64_LITTLE_ENDIAN) {
        throw new IOException(library + ": no 64-bit ELF file");
      }
      long sections = header.getLong(0x28);
      int count = Short.toUnsignedInt(header.getShort(0x3c));
      ByteBuffer table = map(channel, sections, (long) count * SECTION);
      for (int i = 0; i < count; i++) {
        if (table.getInt(i * SECTION + 4) == DYNSYM) {
          int names = table.getInt(i * SECTION + 0x28);
          if (names < 0 || names >= count) {
            throw new IOException(library + ": damaged table of sections");
          }
          tell(content(channel, table, i), content(channel, table, names), needed, offered);
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IOException(library + ": damaged table of symbols", e);
    }
  }

  private static void tell(
      ByteBuffer symbols, ByteBuffer names, Consumer<String> needed, Consumer<String> offered) {
    for (int at = SYMBOL; at + SYMBOL <= symbols.limit(); at += SYMBOL) {
      int binding = (symbols.get(at + 4) & 0xff) >> 4;
      boolean undefined = symbols.getShort(at + 6) == 0;
      if (!undefined) {
        offered.accept(name(names, symbols.getInt(at)));
      } else if (binding != WEAK) {
        needed.accept(name(names, symbols.getInt(at)));
      }
    }
  }

  private static String name(ByteBuffer names, int begin) {
    int end = begin;
    while (names.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - begin];
    names.get(begin, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer content(FileChannel channel, ByteBuffer table, int section)
      throws IOException {
    return map(
        channel, table.getLong(section * SECTION + 0x18), table.getLong(section * SECTION + 0x20));
  }

  private static ByteBuffer map(FileChannel channel, long from, long size) throws IOException {
    if (from < 0 || size < 0 || size > Integer.MAX_VALUE || from > channel.size() - size) {
      throw new IOException("the file ends before its tables do");
    }
    return channel.map(FileChannel.MapMode.READ_ONLY, from, size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
