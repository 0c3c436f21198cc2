package dev.counterpoint.app.reproduce.data;

import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.Origin;
import java.util.List;

/**
 * Digits of an experiment.
 *
 * @param found the digits
 * @param arguments that find the same
 */
public record DigitData(FoundDigits found, List<String> arguments) implements JobData {

  /** Copies the list. */
  public DigitData {
    arguments = List.copyOf(arguments);
  }

  @Override
  public String name() {
    return found.digits().name();
  }

  @Override
  public String explanation() {
    return found.explanation();
  }

  @Override
  public boolean drawn() {
    return found.origin() == Origin.RENDERED;
  }

  @Override
  public int trainingExamples() {
    return found.digits().train().size();
  }
}
