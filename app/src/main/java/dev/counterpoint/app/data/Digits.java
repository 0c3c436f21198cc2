package dev.counterpoint.app.data;

import dev.counterpoint.datasets.digits.DigitRequest;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.DigitSource;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.RenderedDigits;
import dev.counterpoint.datasets.download.CacheFolder;
import dev.counterpoint.datasets.download.DownloadProgress;
import dev.counterpoint.datasets.download.Downloader;
import dev.counterpoint.datasets.download.Host;
import dev.counterpoint.datasets.download.MnistFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The digits of a run: real ones where they can be had, rendered ones in MNIST's size otherwise.
 */
public final class Digits {

  private static final int TRAIN = 60_000;
  private static final int TEST = 10_000;

  /** Rendered digits are a data set, not a part of a run's randomness: one seed for all. */
  private static final long RENDERED_SEED = 1;

  private Digits() {}

  /**
   * Finds what is asked for.
   *
   * @param progress told of a download
   */
  public static FoundDigits find(DigitRequest request, DownloadProgress progress) {
    return new DigitSource(Host.current(), new Downloader(progress), Digits::rendered)
        .find(request);
  }

  /**
   * The folder that {@link #find} would read, without a download; empty if it would need one, or if
   * rendered digits are asked for.
   */
  public static Optional<Path> locate(DigitRequest request) {
    return new DigitSource(
            Host.current(), new Downloader(DownloadProgress.silent()), Digits::rendered)
        .locate(request);
  }

  /**
   * Downloads what is missing of MNIST into the user's cache.
   *
   * @return the folder of the files
   * @throws dev.counterpoint.datasets.download.DownloadException if that fails
   */
  public static Path fetch(DownloadProgress progress) {
    Path folder = CacheFolder.of(Host.current()).resolve("mnist");
    Downloader downloader = new Downloader(progress);
    MnistFiles.all().forEach(file -> downloader.ensure(file, folder));
    return folder;
  }

  private static DigitSets rendered() {
    return new DigitSets(
        RenderedDigits.train(RENDERED_SEED, TRAIN),
        RenderedDigits.test(RENDERED_SEED, TEST),
        "rendered digits",
        Map.of());
  }
}
