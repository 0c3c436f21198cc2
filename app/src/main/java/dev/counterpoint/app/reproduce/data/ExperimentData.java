package dev.counterpoint.app.reproduce.data;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an experiment was given to work on: one of each kind that it needs.
 *
 * @param byNeed what was found of each kind
 */
public record ExperimentData(Map<DataNeed, JobData> byNeed) {

  /** Copies the map. */
  public ExperimentData {
    Map<DataNeed, JobData> sorted = new EnumMap<>(DataNeed.class);
    sorted.putAll(byNeed);
    byNeed = Collections.unmodifiableMap(sorted);
  }

  /**
   * What was found of a kind.
   *
   * @throws IllegalArgumentException if the experiment did not say that it needs it
   */
  public JobData of(DataNeed need) {
    JobData data = byNeed.get(need);
    if (data == null) {
      throw new IllegalArgumentException(
          "the experiment has no %s, only %s".formatted(need.text(), byNeed.keySet()));
    }
    return data;
  }

  /** The digits, where the experiment needs them. */
  public DigitData digits() {
    return (DigitData) of(DataNeed.DIGITS);
  }

  /** The pictures with captions, where the experiment needs them. */
  public CaptionedData captioned() {
    return (CaptionedData) of(DataNeed.CAPTIONED_PICTURES);
  }

  /** All names, for reports. */
  public String names() {
    if (byNeed.isEmpty()) {
      return "simulated data";
    }
    return byNeed.values().stream().map(JobData::name).collect(Collectors.joining(" and "));
  }

  /** The arguments of a process that reads data of a kind, or of none. */
  public List<String> arguments(Optional<DataNeed> need) {
    return need.map(kind -> of(kind).arguments()).orElse(List.of());
  }
}
