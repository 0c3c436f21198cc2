package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.download.Host;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.file.Path;
import java.util.Optional;

/** Finds pictures with statements: NLVR below a folder of data sets, or scenes drawn instead. */
public final class StatementSource {

  private StatementSource() {}

  /**
   * Finds what is asked for.
   *
   * @param data the folder of data sets, if one was named
   * @param host whose environment counts where none was
   */
  public static StatementData find(
      StatementChoice choice,
      Optional<Path> data,
      Host host,
      NlvrSettings settings,
      RandomAddress address) {
    throw new UnsupportedOperationException("not yet");
  }
}
