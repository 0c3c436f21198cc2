package dev.counterpoint.datasets.captioned.loading;

import dev.counterpoint.datasets.picture.file.PictureReader;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;

/**
 * How batches are loaded. Only the first three settings change what is loaded; the others change
 * how fast.
 *
 * @param batchSize examples a batch
 * @param preparation from picture to bytes; its factor, means and deviations are left to the device
 * @param limits how large pictures may be; each thread holds one at about six bytes a pixel
 * @param badShare the share of bad examples above which loading stops, 0 to 1
 * @param threads that read and decode
 * @param batchesAhead batches that are loaded while one is used
 * @param cacheBytes bytes for resized pictures that are kept; those that do not fit are decoded
 *     again each time
 */
public record LoadingOptions(
    int batchSize,
    PicturePreparation preparation,
    PictureReader.Limits limits,
    double badShare,
    int threads,
    int batchesAhead,
    long cacheBytes) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of range, or if a batch has 2<sup>31</sup> bytes
   *     or more
   */
  public LoadingOptions {
    check(batchSize >= 1, "a batch of 1 or more", batchSize);
    long bytes = (long) batchSize * preparation.floats();
    check(bytes <= Integer.MAX_VALUE - 16, "batches below 2 GiB", bytes + " bytes");
    check(badShare >= 0 && badShare <= 1, "a share of bad examples of 0 to 1", badShare);
    check(threads >= 1, "1 thread or more", threads);
    check(batchesAhead >= 0, "0 batches ahead or more", batchesAhead);
    check(cacheBytes >= 0, "a cache of 0 bytes or more", cacheBytes);
  }

  /**
   * What serves most: 5 % may be bad; pictures of up to 64 MiB and 50 million pixels; a thread for
   * each processor; 4 batches ahead; 512 MiB of cache.
   */
  public static LoadingOptions of(int batchSize, PicturePreparation preparation) {
    return new LoadingOptions(
        batchSize,
        preparation,
        new PictureReader.Limits(1 << 26, 50_000_000, 65_535),
        0.05,
        Runtime.getRuntime().availableProcessors(),
        4,
        512L << 20);
  }

  /** The same with other threads. */
  public LoadingOptions withThreads(int count) {
    return new LoadingOptions(
        batchSize, preparation, limits, badShare, count, batchesAhead, cacheBytes);
  }

  /** The same with other batches ahead. */
  public LoadingOptions withBatchesAhead(int count) {
    return new LoadingOptions(batchSize, preparation, limits, badShare, threads, count, cacheBytes);
  }

  /** The same with another cache. */
  public LoadingOptions withCacheBytes(long bytes) {
    return new LoadingOptions(
        batchSize, preparation, limits, badShare, threads, batchesAhead, bytes);
  }

  /** The same with another share of bad examples that is allowed. */
  public LoadingOptions withBadShare(double share) {
    return new LoadingOptions(
        batchSize, preparation, limits, share, threads, batchesAhead, cacheBytes);
  }

  private static void check(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
    }
  }
}
