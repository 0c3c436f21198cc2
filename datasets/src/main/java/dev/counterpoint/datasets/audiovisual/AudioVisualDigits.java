package dev.counterpoint.datasets.audiovisual;

import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.download.Sha256;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.spoken.DigitSpectrogram;
import dev.counterpoint.datasets.spoken.FoundSpoken;
import dev.counterpoint.datasets.spoken.Recording;
import dev.counterpoint.datasets.spoken.SpokenDigits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Audio-visual digits: a picture of a digit and a recording of somebody who says it.
 *
 * <p>Modalities: {@code image} {@code (1, 28, 28)} as bytes, or {@code left} and {@code right}
 * {@code (1, 28, 14)}; and {@code audio} {@code (1, 32, 40)} float32, a log-mel spectrogram (see
 * {@link DigitSpectrogram}) whose bands have mean 0 and deviation 1 over the training part.
 *
 * <p>Pairs are made within parts. Training and validation pair training pictures with training
 * recordings, and a sixth of both, class by class, is for validation only; the test pairs test
 * pictures with test recordings. So no picture and no recording is in two parts. Within a part a
 * recording comes with several pictures where there are more pairs than recordings. Classes are
 * equally frequent. Everything follows from the sources, the settings and the address; more pairs
 * leave the first as they are, but for the statistics of the training part.
 */
public final class AudioVisualDigits {

  /** Spectrograms, {@code (N, 1, 32, 40)} float32, bands by frames. */
  public static final String AUDIO = "audio";

  /** Left halves of pictures, {@code (N, 1, 28, 14)} in [0, 1]. */
  public static final String LEFT = "left";

  /** Right halves of pictures, {@code (N, 1, 28, 14)} in [0, 1]. */
  public static final String RIGHT = "right";

  /** One of so many training pictures and recordings is for validation. */
  private static final int VALIDATION_SHARE = 6;

  private final AudioVisualSettings settings;
  private final RandomAddress address;
  private final HardSound sound;

  private AudioVisualDigits(AudioVisualSettings settings, RandomAddress address) {
    this.settings = settings;
    this.address = address.purpose("audio-visual-digits");
    this.sound = new HardSound(new DigitSpectrogram(), settings.sound());
  }

  /**
   * Pairs what was found; the data set's explanation says where it came from.
   *
   * @throws MissingClassException if a part has no picture or no recording of a class
   * @throws dev.counterpoint.datasets.spoken.UnknownSpeakerException if a speaker for the test is
   *     not there
   * @throws IllegalArgumentException if recordings are not of 8 kHz
   */
  public static MultimodalData load(
      FoundDigits digits, FoundSpoken spoken, AudioVisualSettings settings, RandomAddress address) {
    return new AudioVisualDigits(settings, address)
        .build(
            digits.digits(),
            spoken.digits(),
            digits.explanation() + System.lineSeparator() + spoken.explanation());
  }

  /**
   * Pairs pictures and recordings.
   *
   * @param digits pictures, of any size; halves need an even width
   * @param spoken recordings at 8 kHz
   * @param settings what pairs are made like
   * @param address where all randomness comes from
   * @throws MissingClassException if a part has no picture or no recording of a class
   * @throws dev.counterpoint.datasets.spoken.UnknownSpeakerException if a speaker for the test is
   *     not there
   * @throws IllegalArgumentException if recordings are not of 8 kHz
   */
  public static MultimodalData load(
      DigitSets digits, SpokenDigits spoken, AudioVisualSettings settings, RandomAddress address) {
    return new AudioVisualDigits(settings, address)
        .build(
            digits,
            spoken,
            "Pictures: %s. Recordings: %s.".formatted(digits.name(), spoken.name()));
  }

  private MultimodalData build(DigitSets digits, SpokenDigits given, String explanation) {
    SpokenDigits spoken =
        settings.testSpeakers().isEmpty() ? given : given.withTestSpeakers(settings.testSpeakers());
    int classes = Math.max(digits.train().classes(), SpokenDigits.CLASSES);
    RandomAddress heldOut = address.purpose("held-out");
    Pool[] pictures =
        pool(digits.train(), classes).split(VALIDATION_SHARE, heldOut.purpose("pictures"));
    Pool[] recordings =
        pool(spoken.train(), classes).split(VALIDATION_SHARE, heldOut.purpose("recordings"));
    String[] names = {"training", "validation", "test"};
    int[] counts = {
      settings.pairs().train(), settings.pairs().validation(), settings.pairs().test()
    };
    List<PairedPart> parts = new ArrayList<>();
    for (int p = 0; p < names.length; p++) {
      boolean test = p == 2;
      LabeledImages source = test ? digits.test() : digits.train();
      List<Recording> voices = test ? spoken.test() : spoken.train();
      RandomAddress own = address.purpose(names[p]);
      parts.add(
          new PairedPart(
              source,
              (test ? pool(source, classes) : pictures[p])
                  .checked(names[p], "picture", digits.name()),
              voices,
              (test ? pool(voices, classes) : recordings[p])
                  .checked(names[p], "recording", spoken.name()),
              PairedPart.labels(counts[p], classes, own.purpose("labels")),
              own));
    }
    List<MultimodalPart> made = made(parts);
    return new MultimodalData(
        "audio-visual digits (%s, %s)".formatted(digits.name(), spoken.name()),
        explanation,
        spoken.drawn() || digits.sha256ByFile().isEmpty(),
        IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
        made.get(0),
        made.get(1),
        made.get(2),
        Map.of("pictures", sum(digits), "recordings", spoken.sha256()));
  }

  private List<MultimodalPart> made(List<PairedPart> parts) {
    Bands bands = null;
    List<MultimodalPart> made = new ArrayList<>();
    for (PairedPart part : parts) {
      float[] spectrograms =
          sound.spectrograms(
              part.recordings(),
              part.recordings(settings.sound().useless()),
              part.address().purpose("sound-noise"));
      // The training part comes first: nothing else may be known when it is measured.
      if (bands == null) {
        bands = Bands.of(spectrograms, DigitSpectrogram.MELS, DigitSpectrogram.FRAMES);
      }
      bands.standardise(spectrograms, DigitSpectrogram.FRAMES);
      sound.mask(spectrograms, part.address().purpose("mask"));
      List<ModalityArray> arrays = new ArrayList<>(pictures(part));
      arrays.add(
          ModalityArray.of(
              modality(AUDIO, DigitSpectrogram.MELS, DigitSpectrogram.FRAMES), spectrograms));
      made.add(new MultimodalPart(arrays, part.labels()));
    }
    return made;
  }

  private List<ModalityArray> pictures(PairedPart part) {
    int width = part.pictures().width();
    if (!settings.halves()) {
      return List.of(columns(part, Modality.IMAGE, 0, width));
    }
    if (width % 2 != 0) {
      throw new IllegalArgumentException(
          "pictures of %d columns have no halves of equal width".formatted(width));
    }
    return List.of(columns(part, LEFT, 0, width / 2), columns(part, RIGHT, width / 2, width));
  }

  private ModalityArray columns(PairedPart part, String name, int from, int to) {
    int[] chosen = part.pictures(name, settings.picture().useless());
    return ModalityArray.of(
        modality(name, part.pictures().height(), to - from),
        part.columns(chosen, from, to, settings.picture()));
  }

  private static Modality modality(String name, long rows, long columns) {
    return new Modality(name, List.of(1L, rows, columns));
  }

  private static Pool pool(LabeledImages images, int classes) {
    return Pool.of(
        IntStream.range(0, images.size()).map(i -> images.labels()[i]).toArray(), classes);
  }

  private static Pool pool(List<Recording> recordings, int classes) {
    return Pool.of(recordings.stream().mapToInt(Recording::digit).toArray(), classes);
  }

  /** Of the files, which are summed already; of pictures that come from none, themselves. */
  private static String sum(DigitSets digits) {
    Sha256 sum = new Sha256();
    if (digits.sha256ByFile().isEmpty()) {
      for (LabeledImages images : List.of(digits.train(), digits.test())) {
        sum.add(images.pixels());
        sum.add(images.labels());
      }
    }
    new TreeMap<>(digits.sha256ByFile())
        .forEach(
            (file, own) -> sum.add((file + " " + own + "\n").getBytes(StandardCharsets.UTF_8)));
    return sum.hex();
  }
}
