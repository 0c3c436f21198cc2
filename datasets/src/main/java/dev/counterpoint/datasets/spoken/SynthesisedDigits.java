package dev.counterpoint.datasets.spoken;

import dev.counterpoint.datasets.audio.Waveform;
import dev.counterpoint.datasets.download.Sha256;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.spoken.synthesised.Speech;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spoken-like digits that the program makes itself: the data set that is always at hand.
 *
 * <p>Like FSDD, six voices say each digit 50 times at 8 kHz, and takes 0 to 4 are for the test.
 * Each recording is a function of {@code (seed, voice, digit, take)} alone. Unlike FSDD, nobody
 * said them: results say what they were measured on.
 */
public final class SynthesisedDigits {

  private static final List<String> VOICES =
      List.of("voice-a", "voice-b", "voice-c", "voice-d", "voice-e", "voice-f");
  private static final int TAKES = 50;
  private static final int TEST_TAKES = 5;

  /** Counted up whenever the same seed comes to sound otherwise. */
  private static final int VERSION = 1;

  private SynthesisedDigits() {}

  /**
   * Six voices that say each digit 50 times, on all cores.
   *
   * @param seed which voices and which recordings
   */
  public static SpokenDigits of(long seed) {
    RandomAddress address = RandomAddress.seed(seed).purpose("synthesised-digits");
    List<Recording> all =
        IntStream.range(0, SpokenDigits.CLASSES * VOICES.size() * TAKES)
            .parallel()
            .mapToObj(i -> recording(address, i))
            .toList();
    List<Recording> train = new ArrayList<>();
    List<Recording> test = new ArrayList<>();
    for (Recording recording : all) {
      (recording.take() < TEST_TAKES ? test : train).add(recording);
    }
    return new SpokenDigits(
        "synthesised spoken digits", true, Speech.RATE, train, test, sha256(seed));
  }

  private static Recording recording(RandomAddress address, int index) {
    int take = index % TAKES;
    int voice = index / TAKES % VOICES.size();
    int digit = index / TAKES / VOICES.size();
    float[] samples =
        Speech.say(
            digit,
            address.purpose("voice").at(voice).stream(),
            address.purpose("take").at(voice).at(digit).at(take).stream());
    return new Recording(
        "%d_%s_%d".formatted(digit, VOICES.get(voice), take),
        digit,
        VOICES.get(voice),
        take,
        new Waveform(Speech.RATE, samples));
  }

  /** Recordings follow from the seed, so that it stands for them. */
  private static String sha256(long seed) {
    Sha256 sum = new Sha256();
    sum.add(
        "synthesised digits %d seed %d".formatted(VERSION, seed).getBytes(StandardCharsets.UTF_8));
    return sum.hex();
  }
}
