package dev.counterpoint.datasets.captioned.shard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The keys of all examples, one behind the other as UTF-8; and a set of those of one shard. */
final class Keys {

  private byte[] bytes = new byte[1 << 12];
  private int[] ends = new int[1 << 8];
  private int size;
  private int[] table = new int[1 << 8];
  private int first;

  int size() {
    return size;
  }

  String get(int index) {
    int start = start(index);
    return new String(bytes, start, ends[index] - start, StandardCharsets.UTF_8);
  }

  /** Begins a shard, whose keys must differ from one another. */
  void beginShard() {
    first = size;
    table = new int[1 << 8];
  }

  /**
   * Adds a key.
   *
   * @return whether it is new in this shard
   * @throws ArithmeticException if all keys together have more than 2 GiB
   */
  boolean add(String key) {
    byte[] added = key.getBytes(StandardCharsets.UTF_8);
    int start = start(size);
    int end = Math.addExact(start, added.length);
    if (end > bytes.length) {
      bytes =
          Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(end, 1.5 * end)));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size + size / 2);
    }
    System.arraycopy(added, 0, bytes, start, added.length);
    ends[size++] = end;
    if (2 * (size - first) > table.length) {
      table = new int[2 * table.length];
      for (int i = first; i < size - 1; i++) {
        insert(i);
      }
    }
    return insert(size - 1);
  }

  void trim() {
    bytes = Arrays.copyOf(bytes, start(size));
    ends = Arrays.copyOf(ends, size);
    table = new int[0];
  }

  // Slots hold the index plus one; 0 is free.
  private boolean insert(int index) {
    int slot = hash(index) & table.length - 1;
    while (table[slot] != 0) {
      if (isSame(table[slot] - 1, index)) {
        return false;
      }
      slot = slot + 1 & table.length - 1;
    }
    table[slot] = index + 1;
    return true;
  }

  private boolean isSame(int a, int b) {
    return Arrays.equals(bytes, start(a), ends[a], bytes, start(b), ends[b]);
  }

  private int hash(int index) {
    int hash = 1;
    for (int i = start(index); i < ends[index]; i++) {
      hash = 31 * hash + bytes[i];
    }
    // Neighbours in number are to lie apart, or runs of full slots grow.
    hash *= 0x9E3779B9;
    return hash ^ hash >>> 15;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
