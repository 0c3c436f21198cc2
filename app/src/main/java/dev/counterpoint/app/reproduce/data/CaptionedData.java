package dev.counterpoint.app.reproduce.data;

import java.util.List;

/**
 * Pictures with captions of an experiment. They are a part of each job's recipe, so that the run
 * says what it was trained on.
 *
 * @param name as it stands in reports
 * @param explanation what was found where
 * @param drawn whether the program draws them itself
 * @param trainingExamples pictures, those included that are held out
 * @param settings changes to a recipe for OpenMoji that lead to this data, {@code key=value}
 */
public record CaptionedData(
    String name, String explanation, boolean drawn, int trainingExamples, List<String> settings)
    implements JobData {

  /** Copies the list. */
  public CaptionedData {
    settings = List.copyOf(settings);
  }

  @Override
  public List<String> arguments() {
    return List.of();
  }
}
