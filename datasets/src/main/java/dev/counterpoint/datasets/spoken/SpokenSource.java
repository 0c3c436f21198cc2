package dev.counterpoint.datasets.spoken;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.digits.DigitSource;
import dev.counterpoint.datasets.digits.Origin;
import dev.counterpoint.datasets.download.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the spoken digits: in the folder that was given, in the data folder that was given, in the
 * one that the environment names; where none of these has them, synthesised digits take their
 * place.
 *
 * <p>A folder of recordings that was given and has none is an error. A data folder holds many data
 * sets and need not have this one, unless it is asked for. Nothing is downloaded.
 */
public final class SpokenSource {

  /** How to get the recordings, for errors and for the console. */
  static final String HOW_TO_GET =
      "To get the Free Spoken Digit Dataset (CC BY-SA 4.0, 27 MB): git clone"
          + " https://github.com/Jakobovski/free-spoken-digit-dataset fsdd, in the folder that"
          + " --data or "
          + DigitSource.DATA_VARIABLE
          + " names.";

  private static final List<String> SUBFOLDERS =
      List.of("fsdd/recordings", "fsdd", "free-spoken-digit-dataset/recordings", "recordings");

  private final Host host;
  private final Supplier<SpokenDigits> synthesised;

  /**
   * A source of spoken digits.
   *
   * @param host whose environment counts
   * @param synthesised asked only when synthesised digits are wanted or there are no recordings
   */
  public SpokenSource(Host host, Supplier<SpokenDigits> synthesised) {
    this.host = host;
    this.synthesised = synthesised;
  }

  /**
   * Finds the spoken digits that are asked for.
   *
   * @throws DatasetNotFoundException if a folder of recordings that was given has none, or they are
   *     not there and synthesised ones are not wanted
   * @throws dev.counterpoint.datasets.CounterpointException if a recording is not in order
   */
  public FoundSpoken find(SpokenRequest request) {
    if (request.choice() == SpokenChoice.SYNTHESISED) {
      return new FoundSpoken(
          synthesised.get(), Origin.RENDERED, "Synthesised spoken digits, as was asked for.");
    }
    return located(request).map(SpokenSource::found).orElseGet(() -> withoutRecordings(request));
  }

  /**
   * The folder that {@link #find} would read, without reading a file.
   *
   * @return empty if synthesised digits would be used
   * @throws DatasetNotFoundException as {@link #find} does
   */
  public Optional<Path> locate(SpokenRequest request) {
    if (request.choice() == SpokenChoice.SYNTHESISED) {
      return Optional.empty();
    }
    Optional<Place> place = located(request);
    if (place.isEmpty() && request.choice() == SpokenChoice.FSDD) {
      throw notFound(request);
    }
    return place.map(Place::folder);
  }

  /** A folder with recordings, and how a person knows it. */
  private record Place(Path folder, Origin origin, String remark) {}

  private Optional<Place> located(SpokenRequest request) {
    if (request.recordings().isPresent()) {
      Path given = request.recordings().get();
      Path folder =
          Stream.of(given, given.resolve("recordings"))
              .filter(FsddFolder::isBegun)
              .findFirst()
              .orElse(given);
      return Optional.of(new Place(folder, Origin.GIVEN_FOLDER, ""));
    }
    return dataFolder(request)
        .flatMap(SpokenSource::below)
        .map(
            folder ->
                request.data().isPresent()
                    ? new Place(folder, Origin.DATA_FOLDER, "")
                    : new Place(
                        folder, Origin.ENVIRONMENT, " (" + DigitSource.DATA_VARIABLE + ")"));
  }

  private Optional<Path> dataFolder(SpokenRequest request) {
    return request.data().or(() -> host.variable(DigitSource.DATA_VARIABLE).map(Path::of));
  }

  private static Optional<Path> below(Path data) {
    return Stream.concat(SUBFOLDERS.stream().map(data::resolve), Stream.of(data))
        .filter(FsddFolder::isBegun)
        .findFirst();
  }

  private static FoundSpoken found(Place place) {
    SpokenDigits digits = FsddFolder.load(place.folder);
    return new FoundSpoken(
        digits,
        place.origin,
        "%s from %s%s: %d recordings of %d speakers."
            .formatted(
                digits.name(),
                place.folder,
                place.remark,
                digits.train().size() + digits.test().size(),
                digits.speakers().size()));
  }

  private FoundSpoken withoutRecordings(SpokenRequest request) {
    if (request.choice() == SpokenChoice.FSDD) {
      throw notFound(request);
    }
    return new FoundSpoken(
        synthesised.get(),
        Origin.RENDERED,
        "Spoken digits synthesised by the program take the place of FSDD. "
            + problem(request)
            + System.lineSeparator()
            + HOW_TO_GET);
  }

  private DatasetNotFoundException notFound(SpokenRequest request) {
    return new DatasetNotFoundException(problem(request), HOW_TO_GET);
  }

  private String problem(SpokenRequest request) {
    return dataFolder(request)
        .map(
            data ->
                "FSDD is not to be had: looked for recordings, DIGIT_SPEAKER_TAKE.wav, in %s and there in %s"
                    .formatted(data, String.join(", ", SUBFOLDERS)))
        .orElse(
            "FSDD is not to be had: no data folder was named (--data, %s)"
                .formatted(DigitSource.DATA_VARIABLE));
  }
}
