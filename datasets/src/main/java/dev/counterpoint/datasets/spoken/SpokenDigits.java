package dev.counterpoint.datasets.spoken;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A data set of spoken digits: its training and its test recordings, all of one sampling rate.
 *
 * @param name for the title of reports: {@code "FSDD"}
 * @param drawn whether the program made them in the place of real recordings
 * @param rate samples a second of all recordings (Hz)
 * @param train recordings to learn from
 * @param test recordings to measure on
 * @param sha256 of all files together, or of what was synthesised; 64 hexadecimal digits
 */
public record SpokenDigits(
    String name,
    boolean drawn,
    int rate,
    List<Recording> train,
    List<Recording> test,
    String sha256) {

  /** Number of classes. */
  public static final int CLASSES = 10;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a recording has another rate, or says no digit
   */
  public SpokenDigits {
    train = List.copyOf(train);
    test = List.copyOf(test);
    for (Recording recording : both(train, test)) {
      if (recording.waveform().rate() != rate) {
        throw new IllegalArgumentException(
            "%s: expected a rate of %d Hz as the others have, found %d Hz"
                .formatted(recording.name(), rate, recording.waveform().rate()));
      }
      if (recording.digit() < 0 || recording.digit() >= CLASSES) {
        throw new IllegalArgumentException(
            "%s: %d is no digit".formatted(recording.name(), recording.digit()));
      }
    }
  }

  private static List<Recording> both(List<Recording> train, List<Recording> test) {
    return Stream.concat(train.stream(), test.stream()).toList();
  }

  /** All who speak, in alphabetical order. */
  public List<String> speakers() {
    Set<String> speakers = new TreeSet<>();
    both(train, test).forEach(recording -> speakers.add(recording.speaker()));
    return List.copyOf(speakers);
  }

  /**
   * The same recordings split by who speaks: all of these speakers are for measuring, all of the
   * others for learning, whatever part they were in.
   *
   * @param testSpeakers at least one, and not all
   * @throws UnknownSpeakerException if there is nobody of such a name, or nobody is left to learn
   *     from; the text names those there are
   */
  public SpokenDigits withTestSpeakers(Collection<String> testSpeakers) {
    List<String> speakers = speakers();
    for (String speaker : testSpeakers) {
      if (!speakers.contains(speaker)) {
        throw UnknownSpeakerException.nobody(speaker, speakers);
      }
    }
    List<Recording> learnedFrom = new ArrayList<>();
    List<Recording> measuredOn = new ArrayList<>();
    for (Recording recording : both(train, test)) {
      (testSpeakers.contains(recording.speaker()) ? measuredOn : learnedFrom).add(recording);
    }
    if (learnedFrom.isEmpty() || measuredOn.isEmpty()) {
      throw UnknownSpeakerException.oneSided(testSpeakers, speakers);
    }
    return new SpokenDigits(name, drawn, rate, learnedFrom, measuredOn, sha256);
  }
}
