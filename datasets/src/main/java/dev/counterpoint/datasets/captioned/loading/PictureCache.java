package dev.counterpoint.datasets.captioned.loading;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Prepared pictures in memory outside of the heap, as many as there is room for; the first that
 * come stay. What is in it changes speed only.
 */
final class PictureCache {

  private static final int SLAB = 1 << 26;

  private final int bytes;
  private final int room;
  private final int perSlab;
  private final AtomicIntegerArray slots;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicReferenceArray<ByteBuffer> slabs;

  /**
   * An empty cache.
   *
   * @param bytes of a picture
   * @param budget bytes of all
   * @param examples of the set
   */
  PictureCache(int bytes, long budget, int examples) {
    this.bytes = bytes;
    this.room = (int) Math.min(budget / bytes, examples);
    this.perSlab = Math.min(Math.max(1, SLAB / bytes), Math.max(1, room));
    this.slots = new AtomicIntegerArray(room == 0 ? 0 : examples);
    this.slabs = new AtomicReferenceArray<>((room + perSlab - 1) / perSlab);
  }

  /** Copies a picture to a buffer, from its position on, unless it is not here. */
  boolean read(int index, ByteBuffer to) {
    int slot = room == 0 ? 0 : slots.get(index);
    if (slot == 0) {
      return false;
    }
    to.put(place(slabs.get((slot - 1) / perSlab), slot - 1));
    return true;
  }

  /** Keeps a picture if there is room: the bytes that remain in a buffer, which stays as it is. */
  void write(int index, ByteBuffer from) {
    if (taken.get() >= room || slots.get(index) != 0) {
      return;
    }
    int slot = taken.getAndIncrement();
    ByteBuffer slab = slot < room ? slab(slot / perSlab) : null;
    if (slab != null) {
      place(slab, slot).put(from.duplicate());
      slots.set(index, slot + 1);
    }
  }

  private ByteBuffer place(ByteBuffer slab, int slot) {
    return slab.slice(slot % perSlab * bytes, bytes);
  }

  private synchronized ByteBuffer slab(int number) {
    ByteBuffer slab = slabs.get(number);
    if (slab == null) {
      int pictures = Math.min(perSlab, room - number * perSlab);
      try {
        slab = ByteBuffer.allocateDirect(pictures * bytes);
      } catch (OutOfMemoryError e) {
        // The JVM allows less than the budget: go on with what there is.
        taken.set(room);
        return null;
      }
      slabs.set(number, slab);
    }
    return slab;
  }
}
