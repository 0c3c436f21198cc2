package dev.counterpoint.datasets.spoken;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.NearestName;
import java.util.Collection;
import java.util.List;

/** Speakers who do not speak in the data set, or who leave nobody to learn from. */
public final class UnknownSpeakerException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private UnknownSpeakerException(String problem, String remedy) {
    super(problem, remedy);
  }

  static UnknownSpeakerException nobody(String speaker, List<String> speakers) {
    return new UnknownSpeakerException(
        "there is no speaker '%s', only %s".formatted(speaker, String.join(", ", speakers)),
        "Did you mean '%s'?".formatted(NearestName.of(speaker, speakers)));
  }

  static UnknownSpeakerException oneSided(Collection<String> chosen, List<String> speakers) {
    return new UnknownSpeakerException(
        "a split by speakers needs somebody on both sides; %d of the %d speakers are for the test"
            .formatted(chosen.size(), speakers.size()),
        "Name some, but not all, of %s.".formatted(String.join(", ", speakers)));
  }
}
