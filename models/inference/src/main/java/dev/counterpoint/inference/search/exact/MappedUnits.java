package dev.counterpoint.inference.search.exact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;

/**
 * Equal pieces of a file, mapped into memory: one map ends at 2 GB, so there are as many as it
 * takes. Any number of threads may read. The memory is given back when nothing refers to this.
 */
public final class MappedUnits {

  private static final long LONGEST = 1L << 30;

  private final long bytesOfUnit;
  private final int perMap;
  private final FloatBuffer[] floats;
  private final ShortBuffer[] shorts;

  /**
   * Maps them; whoever calls has checked that the file is long enough.
   *
   * @param offset of the first, a multiple of 4
   * @param bytesOfUnit of each
   * @throws IOException if the system refuses
   */
  public MappedUnits(FileChannel channel, long offset, long count, long bytesOfUnit)
      throws IOException {
    this.bytesOfUnit = bytesOfUnit;
    perMap = (int) Math.max(1, LONGEST / bytesOfUnit);
    int maps = Math.toIntExact((count + perMap - 1) / perMap);
    floats = new FloatBuffer[maps];
    shorts = new ShortBuffer[maps];
    for (int i = 0; i < maps; i++) {
      long first = (long) i * perMap;
      long length = Math.min(perMap, count - first) * bytesOfUnit;
      ByteBuffer map =
          channel
              .map(FileChannel.MapMode.READ_ONLY, offset + first * bytesOfUnit, length)
              .order(ByteOrder.LITTLE_ENDIAN);
      floats[i] = map.asFloatBuffer();
      shorts[i] = map.asShortBuffer();
    }
  }

  /** Copies a piece of floats, which fills the array. */
  public void read(int unit, float[] to) {
    floats[unit / perMap].get((int) (unit % perMap * bytesOfUnit / Float.BYTES), to);
  }

  /** Copies a piece of whole numbers, which fills the array. */
  public void read(int unit, short[] to) {
    shorts[unit / perMap].get((int) (unit % perMap * bytesOfUnit / Short.BYTES), to);
  }
}
