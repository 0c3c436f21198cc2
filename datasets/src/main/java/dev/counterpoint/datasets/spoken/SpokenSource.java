package dev.counterpoint.datasets.spoken;

import dev.counterpoint.datasets.download.Host;
import java.util.function.Supplier;

/** Finds the spoken digits. */
public final class SpokenSource {

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
   * @throws dev.counterpoint.datasets.DatasetNotFoundException if a folder of recordings that was
   *     named lacks them, or they are not there and synthesised ones are not wanted
   */
  public FoundSpoken find(SpokenRequest request) {
    throw new UnsupportedOperationException(request + " of " + host + synthesised);
  }
}
