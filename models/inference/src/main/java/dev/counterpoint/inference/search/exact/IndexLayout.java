package dev.counterpoint.inference.search.exact;

/**
 * Where the parts of an index are.
 *
 * <p>The codes are what a search reads first: {@link FixedPoint} numbers in blocks of {@value
 * #BLOCK} rows. A block holds, for each pair of dimensions, the pair of every row: {@code (ceil(D /
 * 2), 512, 2) int16}. What is missing in the last pair and the last block is zero.
 *
 * @param width numbers of a vector, {@code D}
 * @param count rows, {@code N}
 */
public record IndexLayout(int width, long count) {

  /** Rows of a block: their sums and codes stay in the second cache up to a width of 512. */
  public static final int BLOCK = 512;

  /** No index has more. */
  public static final long MOST_ROWS = Integer.MAX_VALUE - BLOCK;

  /** Bytes of the header; the rows begin on a page of memory. */
  public static final int HEADER = 4_096;

  private static final int PAGE = 4_096;

  /** Pairs of dimensions. */
  public int pairs() {
    return (width + 1) / 2;
  }

  /** Bytes of a vector. */
  public int rowBytes() {
    return width * Float.BYTES;
  }

  /** Blocks of codes. */
  public int blocks() {
    return Math.toIntExact((count + BLOCK - 1) / BLOCK);
  }

  /** Numbers of a block. */
  public int blockShorts() {
    return pairs() * BLOCK * 2;
  }

  /** Bytes of a block. */
  public long blockBytes() {
    return (long) blockShorts() * Short.BYTES;
  }

  /** Where the vectors begin. */
  public long rowsAt() {
    return HEADER;
  }

  /**
   * Where the codes begin. At most {@code 2^31} rows of {@code 2^18} bytes: far from the end of a
   * long.
   */
  public long codesAt() {
    long end = rowsAt() + count * rowBytes();
    return (end + PAGE - 1) / PAGE * PAGE;
  }

  /** Where the names begin, behind the codes. */
  public long entriesAt() {
    return codesAt() + blocks() * blockBytes();
  }

  /** Writes the codes of a row into its block. */
  public void encode(float[] row, int place, short[] block) {
    for (int i = 0; i < width; i++) {
      block[(i / 2 * BLOCK + place) * 2 + i % 2] = FixedPoint.of(row[i]);
    }
  }
}
