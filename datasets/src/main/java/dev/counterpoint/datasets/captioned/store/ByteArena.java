package dev.counterpoint.datasets.captioned.store;

import java.util.Arrays;

/** Many short runs of bytes, one after another in few arrays: an object each would cost more. */
final class ByteArena {

  private static final int CHUNK_BITS = 20;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private byte[][] chunks = new byte[4][];
  private int count;
  private int used = CHUNK;

  /** Adds a run and returns its place. */
  long add(byte[] bytes, int length) {
    int needed = Integer.BYTES + length;
    // A run that is longer than a chunk gets an array for itself, and begins it.
    if (needed > CHUNK - used) {
      if (count == chunks.length) {
        chunks = Arrays.copyOf(chunks, 2 * count);
      }
      chunks[count++] = new byte[Math.max(CHUNK, needed)];
      used = 0;
    }
    byte[] chunk = chunks[count - 1];
    long place = (long) (count - 1) << CHUNK_BITS | used;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      chunk[used++] = (byte) (length >> shift);
    }
    System.arraycopy(bytes, 0, chunk, used, length);
    used = Math.min(CHUNK, used + length);
    return place;
  }

  /** The run at a place. */
  byte[] get(long place) {
    byte[] chunk = chunk(place);
    int start = start(place);
    return Arrays.copyOfRange(chunk, start, start + length(place));
  }

  /** Whether the run at a place is this. */
  boolean holds(long place, byte[] bytes) {
    int start = start(place);
    return Arrays.equals(chunk(place), start, start + length(place), bytes, 0, bytes.length);
  }

  private int length(long place) {
    byte[] chunk = chunk(place);
    int at = start(place) - Integer.BYTES;
    int length = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      length |= (chunk[at++] & 0xFF) << shift;
    }
    return length;
  }

  private byte[] chunk(long place) {
    return chunks[(int) (place >> CHUNK_BITS)];
  }

  private static int start(long place) {
    return (int) (place & CHUNK - 1) + Integer.BYTES;
  }
}
