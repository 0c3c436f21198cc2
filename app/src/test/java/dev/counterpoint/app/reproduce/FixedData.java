package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.reproduce.data.CaptionedData;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.data.JobData;
import java.util.List;
import java.util.Map;

/** Data of which only the size is known, for whatever plans with it. */
public record FixedData(String name, int trainingExamples, List<String> arguments)
    implements JobData {

  /** So much of each kind. */
  public static ExperimentData of(int trainingExamples) {
    return new ExperimentData(
        Map.of(
            DataNeed.DIGITS,
            new FixedData("digits", trainingExamples, List.of("--rendered")),
            DataNeed.CAPTIONED_PICTURES,
            new CaptionedData("OpenMoji", "", false, trainingExamples, List.of())));
  }

  @Override
  public String explanation() {
    return "";
  }

  @Override
  public boolean drawn() {
    return false;
  }
}
