package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.download.Host;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds pictures with statements: NLVR below a folder of data sets, or scenes drawn instead. */
public final class StatementSource {

  /** The environment variable that names the folder with all data sets. */
  public static final String DATA_VARIABLE = "COUNTERPOINT_DATA";

  private StatementSource() {}

  /**
   * Finds what is asked for. Shards that are there and damaged are an error, never a reason to
   * draw.
   *
   * @param data the folder of data sets, or of the shards, if one was named
   * @param host whose environment counts where none was
   * @return drawn data say so, and why
   * @throws DatasetNotFoundException if NLVR is asked for and not there
   * @throws dev.counterpoint.datasets.CounterpointException as {@link Nlvr#load}
   */
  public static StatementData find(
      StatementChoice choice,
      Optional<Path> data,
      Host host,
      NlvrSettings settings,
      RandomAddress address) {
    if (choice == StatementChoice.DRAWN) {
      return DrawnStatements.generate(settings, address);
    }
    Optional<Path> folder = folder(data, host);
    Optional<Path> shards = locate(data, host);
    if (shards.isPresent()) {
      return Nlvr.load(shards.get(), settings, address);
    }
    String problem =
        folder
            .map(named -> "NLVR is not in %s".formatted(named.resolve(Nlvr.FOLDER)))
            .orElse("no folder of data sets was named (--data, %s)".formatted(DATA_VARIABLE));
    if (choice == StatementChoice.NLVR) {
      throw new DatasetNotFoundException(problem, Nlvr.HOW_TO_GET);
    }
    return DrawnStatements.generate(
        settings,
        address,
        "Scenes drawn by the program take the place of NLVR: %s.%n%s"
            .formatted(problem, Nlvr.HOW_TO_GET));
  }

  /**
   * The folder of shards that {@link #find} would read; empty if scenes would be drawn.
   *
   * @param data the folder of data sets, or of the shards, if one was named
   * @param host whose environment counts where none was
   */
  public static Optional<Path> locate(Optional<Path> data, Host host) {
    return folder(data, host).stream()
        .flatMap(named -> Stream.of(named.resolve(Nlvr.FOLDER), named))
        .filter(Nlvr::isIn)
        .findFirst();
  }

  private static Optional<Path> folder(Optional<Path> data, Host host) {
    return data.or(() -> host.variable(DATA_VARIABLE).map(Path::of));
  }
}
