package dev.counterpoint.datasets.digits;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.download.CacheFolder;
import dev.counterpoint.datasets.download.DownloadException;
import dev.counterpoint.datasets.download.Downloader;
import dev.counterpoint.datasets.download.Host;
import dev.counterpoint.datasets.download.MnistFiles;
import dev.counterpoint.datasets.download.RemoteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the digits: in the folder that was given, in the data folder that was given, in the one
 * that the environment names, in the user's cache, on the network; where none of these has them,
 * rendered digits take their place.
 *
 * <p>A folder that was named and does not have the data is an error, never a reason to go on to the
 * next place. A file in the cache that is not what it should be is downloaded again.
 */
public final class DigitSource {

  /** The environment variable that names the folder with all data sets. */
  public static final String DATA_VARIABLE = "COUNTERPOINT_DATA";

  private static final String SUBFOLDER = "mnist";

  private final Host host;
  private final Downloader downloader;
  private final List<RemoteFile> files;
  private final Supplier<DigitSets> renderedDigits;

  /**
   * A source of MNIST.
   *
   * @param host whose environment and cache count
   * @param downloader used when no folder has the files
   * @param renderedDigits asked only when rendered digits are wanted or nothing else is to be had
   */
  public DigitSource(Host host, Downloader downloader, Supplier<DigitSets> renderedDigits) {
    this(host, downloader, MnistFiles.all(), renderedDigits);
  }

  /** A source that has other files than MNIST's to download, for tests. */
  DigitSource(
      Host host,
      Downloader downloader,
      List<RemoteFile> files,
      Supplier<DigitSets> renderedDigits) {
    this.host = host;
    this.downloader = downloader;
    this.files = List.copyOf(files);
    this.renderedDigits = renderedDigits;
  }

  /**
   * Finds the digits that are asked for.
   *
   * @throws DatasetNotFoundException if a folder that was named lacks them, or they cannot be had
   *     and rendered ones are not wanted
   * @throws dev.counterpoint.datasets.CounterpointException if a file in a folder that was named is
   *     not in order
   */
  public FoundDigits find(DigitRequest request) {
    if (request.choice() == DigitChoice.RENDERED) {
      return new FoundDigits(
          renderedDigits.get(), Origin.RENDERED, "Rendered digits, as was asked for.");
    }
    Optional<Place> named = named(request);
    return named.isPresent() ? found(named.get()) : inCache(request.choice());
  }

  /**
   * The folder that {@link #find} would read, without reading or downloading anything.
   *
   * @return empty if there would be a download, or if rendered digits are asked for
   * @throws DatasetNotFoundException if a data folder that was named has no digits
   */
  public Optional<Path> locate(DigitRequest request) {
    if (request.choice() == DigitChoice.RENDERED) {
      return Optional.empty();
    }
    return named(request)
        .map(Place::folder)
        .or(() -> Optional.of(cacheFolder()).filter(DigitFolder::isComplete));
  }

  /** A folder with digits, and how a person knows it. */
  private record Place(Path folder, Origin origin, String remark) {}

  /** Where somebody says that the digits are. */
  private Optional<Place> named(DigitRequest request) {
    if (request.digits().isPresent()) {
      return request.digits().map(folder -> new Place(folder, Origin.GIVEN_FOLDER, ""));
    }
    if (request.data().isPresent()) {
      Path folder = inDataFolder(request.data().get(), "--data");
      return Optional.of(new Place(folder, Origin.DATA_FOLDER, ""));
    }
    return host.variable(DATA_VARIABLE)
        .map(Path::of)
        .map(folder -> inDataFolder(folder, DATA_VARIABLE))
        .map(folder -> new Place(folder, Origin.ENVIRONMENT, " (" + DATA_VARIABLE + ")"));
  }

  private Path cacheFolder() {
    return CacheFolder.of(host).resolve(SUBFOLDER);
  }

  private static Path inDataFolder(Path folder, String namedBy) {
    Path below = folder.resolve(SUBFOLDER);
    return Stream.of(below, folder)
        .filter(DigitFolder::isComplete)
        .findFirst()
        .or(() -> Stream.of(below, folder).filter(DigitFolder::isBegun).findFirst())
        .orElseThrow(
            () ->
                new DatasetNotFoundException(
                    "%s names %s, which %s; looked for train-images-idx3-ubyte and the other three files, plain or .gz, in %s and in %s"
                        .formatted(
                            namedBy,
                            folder,
                            Files.isDirectory(folder) ? "has no digits" : "is not a folder",
                            below,
                            folder),
                    HowToGet.MNIST));
  }

  private static FoundDigits found(Place place) {
    DigitSets digits = DigitFolder.load(place.folder);
    return new FoundDigits(
        digits, place.origin, "%s from %s%s.".formatted(digits.name(), place.folder, place.remark));
  }

  private FoundDigits inCache(DigitChoice choice) {
    Path folder = cacheFolder();
    boolean downloaded = false;
    try {
      for (RemoteFile file : files) {
        downloaded |= downloader.ensure(file, folder);
      }
    } catch (DownloadException e) {
      return withoutDownload(choice, folder, e);
    }
    return downloaded
        ? found(new Place(folder, Origin.DOWNLOAD, ", downloaded just now"))
        : found(new Place(folder, Origin.CACHE, ""));
  }

  private FoundDigits withoutDownload(DigitChoice choice, Path folder, DownloadException reason) {
    if (reason instanceof DownloadException.Interrupted) {
      throw reason;
    }
    String problem =
        "MNIST is not to be had: no data folder was named (--digits, --data, %s), the cache %s %s, and the download failed: %s"
            .formatted(DATA_VARIABLE, folder, stateOf(folder), reason.problem());
    String remedy = reason.remedy() + " " + HowToGet.MNIST_BY_HAND;
    if (choice == DigitChoice.MNIST) {
      throw new DatasetNotFoundException(problem, remedy, reason);
    }
    return new FoundDigits(
        renderedDigits.get(),
        Origin.RENDERED,
        "Digits drawn by the program take the place of MNIST. "
            + problem
            + System.lineSeparator()
            + remedy);
  }

  private String stateOf(Path folder) {
    List<String> spoilt =
        files.stream()
            .filter(file -> Files.exists(folder.resolve(file.name())))
            .filter(file -> !Downloader.isIntact(file, folder))
            .map(RemoteFile::name)
            .toList();
    return spoilt.isEmpty()
        ? "does not have it"
        : "has files that are not MNIST's (" + String.join(", ", spoilt) + ")";
  }
}
