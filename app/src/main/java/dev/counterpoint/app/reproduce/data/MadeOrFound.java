package dev.counterpoint.app.reproduce.data;

import java.util.List;

/**
 * Data of an experiment that each of its processes finds again.
 *
 * @param name as it stands in reports
 * @param explanation what was found where
 * @param drawn whether the program makes them itself
 * @param trainingExamples about how many
 * @param arguments that find the same
 */
public record MadeOrFound(
    String name, String explanation, boolean drawn, int trainingExamples, List<String> arguments)
    implements JobData {

  /** Copies the list. */
  public MadeOrFound {
    arguments = List.copyOf(arguments);
  }
}
