package dev.counterpoint.app.fusion;

import dev.counterpoint.datasets.digits.DigitChoice;
import dev.counterpoint.datasets.digits.DigitRequest;
import dev.counterpoint.datasets.nlvr.StatementChoice;
import dev.counterpoint.datasets.spoken.SpokenChoice;
import dev.counterpoint.datasets.spoken.SpokenRequest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a person wants data from.
 *
 * @param data folder of data sets; else the environment names one
 * @param drawn whether what the program makes itself is asked for, whatever else is there
 * @param real whether real data are insisted on
 */
public record FusionRequest(Optional<Path> data, boolean drawn, boolean real) {

  /**
   * Checks that the wishes do not contradict each other.
   *
   * @throws IllegalArgumentException if both are asked for
   */
  public FusionRequest {
    if (drawn && real) {
      throw new IllegalArgumentException("data that the program makes and real data are wanted");
    }
  }

  /** Nothing was said. */
  public static FusionRequest any() {
    return new FusionRequest(Optional.empty(), false, false);
  }

  /** What the program makes itself. */
  public static FusionRequest made() {
    return new FusionRequest(Optional.empty(), true, false);
  }

  DigitRequest digits() {
    return new DigitRequest(
        drawn ? DigitChoice.RENDERED : real ? DigitChoice.MNIST : DigitChoice.ANY,
        Optional.empty(),
        drawn ? Optional.empty() : data);
  }

  SpokenRequest spoken() {
    return new SpokenRequest(
        drawn ? SpokenChoice.SYNTHESISED : real ? SpokenChoice.FSDD : SpokenChoice.ANY,
        Optional.empty(),
        drawn ? Optional.empty() : data);
  }

  StatementChoice statements() {
    return drawn ? StatementChoice.DRAWN : real ? StatementChoice.NLVR : StatementChoice.AUTO;
  }
}
