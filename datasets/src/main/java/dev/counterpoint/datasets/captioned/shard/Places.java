package dev.counterpoint.datasets.captioned.shard;

import dev.counterpoint.datasets.captioned.tar.TarEntry;
import java.util.Arrays;

/**
 * Where one kind of file lies, by example: eight bytes each, and none where no example has one.
 *
 * <p>Offsets are counted in blocks of 512 bytes, so that an int reaches a terabyte. Block 0 is the
 * first header, never content, and stands for "none".
 */
final class Places {

  /** Bytes of the largest shard. */
  static final long LARGEST = 512L * Integer.MAX_VALUE;

  private int[] blocks = {};
  private int[] sizes = {};

  /** Sets what the example has; later examples have none. */
  void set(int example, TarEntry entry) {
    if (example >= blocks.length) {
      int room = Math.max(example + 1, blocks.length + blocks.length / 2);
      blocks = Arrays.copyOf(blocks, room);
      sizes = Arrays.copyOf(sizes, room);
    }
    blocks[example] = (int) (entry.offset() / 512);
    sizes[example] = (int) Math.min(entry.size(), Integer.MAX_VALUE);
  }

  /** Null where the example has no such file. */
  Place get(int example) {
    if (example >= blocks.length || blocks[example] == 0) {
      return null;
    }
    return new Place(512L * blocks[example], sizes[example]);
  }

  void trim(int examples) {
    if (blocks.length > examples) {
      blocks = Arrays.copyOf(blocks, examples);
      sizes = Arrays.copyOf(sizes, examples);
    }
  }
}
