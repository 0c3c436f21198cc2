package dev.counterpoint.datasets.audiovisual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.data.Offset.offset;

import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.digits.Origin;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.multimodal.Storage;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.spoken.FoundSpoken;
import dev.counterpoint.datasets.spoken.UnknownSpeakerException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudioVisualDigitsTest {

  private static final AudioVisualSettings SMALL =
      AudioVisualSettings.DEFAULT.withPairs(new PairCounts(200, 60, 100));
  private static final int SOUND = 32 * 40;

  @Test
  void partsHaveTheirSizesModalitiesAndBalancedClasses() {
    MultimodalData data = load(SMALL, 1);

    assertThat(data.name()).isEqualTo("audio-visual digits (numbers, tones)");
    assertThat(data.classes()).hasSize(10).startsWith("0", "1");
    assertThat(data.drawn()).isTrue();
    assertThat(data.modalities())
        .containsExactly(
            new Modality("image", List.of(1L, 28L, 28L)),
            new Modality("audio", List.of(1L, 32L, 40L)));
    assertThat(data.train().array("image").storage()).isEqualTo(Storage.BYTES);
    assertThat(data.train().array("audio").storage()).isEqualTo(Storage.FLOATS);
    assertThat(parts(data)).extracting(MultimodalPart::size).containsExactly(200, 60, 100);
    for (MultimodalPart part : parts(data)) {
      for (int digit = 0; digit < 10; digit++) {
        int own = digit;
        assertThat(Arrays.stream(part.labels()).filter(label -> label == own).count())
            .isEqualTo(part.size() / 10);
      }
    }
    assertThat(data.fingerprints()).containsOnlyKeys("pictures", "recordings");
    assertThat(data.fingerprints()).containsEntry("recordings", "0123");
  }

  @Test
  void bothModalitiesShowTheLabel() {
    for (MultimodalPart part : parts(load(SMALL, 1))) {
      for (int i = 0; i < part.size(); i++) {
        assertThat(digitSeen(part, "image", i)).isEqualTo(part.labels()[i]);
      }
      assertThat(heardOtherwise(part)).isZero();
    }
  }

  @Test
  void noPictureAndNoRecordingIsInTwoParts() {
    for (int seed = 0; seed < 5; seed++) {
      MultimodalData data = load(SMALL, seed);
      List<Set<Integer>> pictures = new ArrayList<>();
      List<Set<List<Float>>> recordings = new ArrayList<>();
      for (MultimodalPart part : parts(data)) {
        Set<Integer> seen = new HashSet<>();
        Set<List<Float>> heard = new HashSet<>();
        for (int i = 0; i < part.size(); i++) {
          seen.add(part.array("image").data().get(i * 784 + 5) & 0xFF);
          heard.add(sound(part, i));
        }
        pictures.add(seen);
        recordings.add(heard);
      }
      // A sixth, rounded up, of 12 pictures and of 7 recordings of each digit is held out.
      assertThat(pictures).extracting(Set::size).containsExactly(100, 20, 50);
      assertThat(recordings).extracting(Set::size).containsExactly(50, 20, 20);
      assertDisjoint(pictures);
      assertDisjoint(recordings);
    }
  }

  @Test
  void eachRecordingComesAsOftenAsAnyOther() {
    MultimodalPart train = load(SMALL, 1).train();
    Map<List<Float>, Integer> times = new HashMap<>();
    for (int i = 0; i < train.size(); i++) {
      times.merge(sound(train, i), 1, Integer::sum);
    }

    assertThat(times.values()).containsOnly(4);
  }

  @Test
  void bandsHaveMeanZeroAndDeviationOneInTraining() {
    float[] values = floats(load(SMALL, 1).train().array("audio"));
    Bands bands = Bands.of(values, 32, 40);

    for (int band = 0; band < 32; band++) {
      assertThat(bands.mean()[band]).isCloseTo(0, offset(1e-5));
      assertThat(bands.deviation()[band]).isCloseTo(1, offset(1e-4));
    }
  }

  @Test
  void statisticsKnowNothingOfTheOtherParts() {
    MultimodalData few = load(SMALL.withPairs(new PairCounts(200, 10, 10)), 1);
    MultimodalData many = load(SMALL.withPairs(new PairCounts(200, 200, 200)), 1);

    assertSame(few.train(), many.train());
    assertSame(few.test(), many.test().first(10));
    assertSame(few.validation(), many.validation().first(10));
  }

  @Test
  void everythingFollowsFromTheSeed() {
    AudioVisualSettings hard =
        SMALL
            .withPicture(new PictureDifficulty(0.2, 14, 0.1, 0.2))
            .withSound(new SoundDifficulty(0.2, 10, 0.2));
    MultimodalData data = load(hard, 5);
    MultimodalData again = load(hard, 5);
    MultimodalData other = load(hard, 6);

    for (int p = 0; p < 3; p++) {
      assertSame(parts(data).get(p), parts(again).get(p));
      assertThat(parts(data).get(p).labels()).isNotEqualTo(parts(other).get(p).labels());
    }
  }

  @Test
  void uselessPicturesAreOfAClassAtRandomInAllParts() {
    AudioVisualSettings settings =
        AudioVisualSettings.DEFAULT
            .withPairs(new PairCounts(4_000, 4_000, 4_000))
            .withPicture(new PictureDifficulty(0.5, 28, 0, 0));
    for (MultimodalPart part : parts(load(settings, 1))) {
      int wrong = 0;
      for (int i = 0; i < part.size(); i++) {
        wrong += digitSeen(part, "image", i) == part.labels()[i] ? 0 : 1;
      }
      // Of the useless half, one in ten has the right class all the same.
      assertThat(wrong / 4_000.0).isCloseTo(0.45, offset(0.03));
      assertThat(heardOtherwise(part)).isZero();
    }
  }

  @Test
  void whollyUselessRecordingsSayNothing() {
    AudioVisualSettings settings =
        AudioVisualSettings.DEFAULT
            .withPairs(new PairCounts(2_000, 2_000, 2_000))
            .withSound(new SoundDifficulty(1, SoundDifficulty.NO_NOISE, 0));
    for (MultimodalPart part : parts(load(settings, 1))) {
      assertThat(heardOtherwise(part) / 2_000.0).isCloseTo(0.9, offset(0.03));
      assertThat(digitSeen(part, "image", 3)).isEqualTo(part.labels()[3]);
    }
  }

  @Test
  void halvesAreOfTheSamePictureAndUselessOnTheirOwn() {
    MultimodalPart whole = load(SMALL, 1).train();
    MultimodalData data = load(SMALL.withHalves(true), 1);
    assertThat(data.modalities())
        .extracting(Modality::name, Modality::shape)
        .startsWith(tuple("left", List.of(1L, 28L, 14L)), tuple("right", List.of(1L, 28L, 14L)));
    for (int i = 0; i < whole.size(); i++) {
      for (int p = 0; p < 784; p++) {
        String half = p % 28 < 14 ? "left" : "right";
        assertThat(data.train().array(half).data().get(i * 392 + p / 28 * 14 + p % 14))
            .isEqualTo(whole.array("image").data().get(i * 784 + p));
      }
    }

    MultimodalPart useless =
        load(SMALL.withHalves(true).withPicture(new PictureDifficulty(0.5, 28, 0, 0)), 1).train();
    Set<String> met = new HashSet<>();
    for (int i = 0; i < useless.size(); i++) {
      met.add(
          "%s %s"
              .formatted(
                  digitSeen(useless, "left", i) == useless.labels()[i],
                  digitSeen(useless, "right", i) == useless.labels()[i]));
    }
    assertThat(met)
        .containsExactlyInAnyOrder("true true", "true false", "false true", "false false");
  }

  @Test
  void maskIsABlockOfTheMean() {
    MultimodalPart clear = load(SMALL, 1).train();
    MultimodalPart masked =
        load(SMALL.withSound(new SoundDifficulty(0, SoundDifficulty.NO_NOISE, 0.25)), 1).train();
    for (int i = 0; i < 50; i++) {
      List<Float> before = sound(clear, i);
      List<Float> after = sound(masked, i);
      int from = -1;
      int zero = 0;
      for (int frame = 0; frame < 40; frame++) {
        if (!after.get(frame).equals(before.get(frame))) {
          from = from < 0 ? frame : from;
          zero++;
        }
      }
      assertThat(zero).isEqualTo(10);
      for (int at = 0; at < SOUND; at++) {
        boolean inside = at % 40 >= from && at % 40 < from + 10;
        assertThat(after.get(at)).isEqualTo(inside ? 0f : before.get(at));
      }
    }
  }

  @Test
  void noiseIsAnotherInEachPair() {
    MultimodalPart noisy = load(SMALL.withSound(new SoundDifficulty(0, 0, 0)), 1).train();
    Set<List<Float>> heard = new HashSet<>();
    for (int i = 0; i < noisy.size(); i++) {
      heard.add(sound(noisy, i));
    }

    assertThat(heard).hasSize(200);
  }

  @Test
  void missingClassIsNamedWithItsPart() {
    missing(
        "class 3 has no picture in the training part", Sources.pictures(d -> d != 3, d -> true));
    missing("class 7 has no picture in the test part", Sources.pictures(d -> true, d -> d != 7));
    assertThatThrownBy(
            () ->
                AudioVisualDigits.load(
                    Sources.pictures(),
                    Sources.recordings(d -> true, d -> d != 2),
                    SMALL,
                    RandomAddress.seed(1)))
        .isInstanceOf(MissingClassException.class)
        .hasMessageContaining("class 2 has no recording in the test part of tones");
    LabeledImages letters = new LabeledImages("letters", new byte[26 * 784], 28, 28, letters(), 26);
    assertThatThrownBy(
            () ->
                AudioVisualDigits.load(
                    new DigitSets(letters.join(letters), letters, "letters", Map.of()),
                    Sources.recordings(),
                    SMALL,
                    RandomAddress.seed(1)))
        .isInstanceOf(MissingClassException.class)
        .hasMessageContaining("class 10 has no recording");
  }

  @Test
  void speakersOfTheTestAreHeardNowhereElse() {
    MultimodalData data = load(SMALL.withTestSpeakers(List.of("anna")), 1);

    assertThat(data.test().size()).isEqualTo(100);
    assertThatThrownBy(() -> load(SMALL.withTestSpeakers(List.of("nobody")), 1))
        .isInstanceOf(UnknownSpeakerException.class);
  }

  @Test
  void picturesOfOddWidthHaveNoHalves() {
    byte[] twice = new byte[20];
    for (int i = 0; i < 20; i++) {
      twice[i] = (byte) (i / 2);
    }
    LabeledImages odd = new LabeledImages("odd", new byte[20 * 12], 4, 3, twice, 10);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AudioVisualDigits.load(
                    new DigitSets(odd, odd, "odd", Map.of()),
                    Sources.recordings(),
                    SMALL.withHalves(true),
                    RandomAddress.seed(1)))
        .withMessageContaining("pictures of 3 columns");
  }

  @Test
  void explanationIsThatOfWhatWasFound() {
    MultimodalData data =
        AudioVisualDigits.load(
            new FoundDigits(Sources.pictures(), Origin.CACHE, "Pictures from there."),
            new FoundSpoken(Sources.recordings(), Origin.RENDERED, "Tones instead."),
            SMALL,
            RandomAddress.seed(1));

    assertThat(data.explanation()).contains("Pictures from there.", "Tones instead.");
  }

  private static void missing(String text, DigitSets pictures) {
    assertThatThrownBy(
            () ->
                AudioVisualDigits.load(
                    pictures, Sources.recordings(), SMALL, RandomAddress.seed(1)))
        .isInstanceOf(MissingClassException.class)
        .hasMessageContaining(text);
  }

  private static MultimodalData load(AudioVisualSettings settings, long seed) {
    return AudioVisualDigits.load(
        Sources.pictures(), Sources.recordings(), settings, RandomAddress.seed(seed));
  }

  private static List<MultimodalPart> parts(MultimodalData data) {
    return List.of(data.train(), data.validation(), data.test());
  }

  private static int digitSeen(MultimodalPart part, String modality, int example) {
    ByteBuffer data = part.array(modality).data();
    return (data.get(example * (data.limit() / part.size())) & 0xFF) / 10;
  }

  /** Pairs whose loudest band is nearer to the tone of another digit than the label's. */
  private static int heardOtherwise(MultimodalPart part) {
    float[] values = floats(part.array("audio"));
    int otherwise = 0;
    for (int i = 0; i < part.size(); i++) {
      double best = -1e9;
      int band = 0;
      for (int b = 0; b < 32; b++) {
        if (values[i * SOUND + b * 40 + 20] > best) {
          best = values[i * SOUND + b * 40 + 20];
          band = b;
        }
      }
      long digit = Math.max(0, Math.min(9, Math.round((band - Sources.band(0)) / 3.0)));
      otherwise += digit == part.labels()[i] ? 0 : 1;
    }
    return otherwise;
  }

  private static List<Float> sound(MultimodalPart part, int example) {
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < SOUND; i++) {
      values.add(part.array("audio").data().getFloat((example * SOUND + i) * 4));
    }
    return values;
  }

  private static float[] floats(ModalityArray array) {
    float[] values = new float[array.data().limit() / 4];
    array.data().asFloatBuffer().get(values);
    return values;
  }

  private static byte[] letters() {
    byte[] labels = new byte[26];
    for (int i = 0; i < 26; i++) {
      labels[i] = (byte) i;
    }
    return labels;
  }

  private static void assertSame(MultimodalPart one, MultimodalPart other) {
    assertThat(one.labels()).isEqualTo(other.labels());
    for (ModalityArray array : one.arrays()) {
      assertThat(other.array(array.modality().name()).data().rewind())
          .isEqualTo(array.data().rewind());
    }
  }

  private static <T> void assertDisjoint(List<Set<T>> sets) {
    assertThat(sets.get(0)).doesNotContainAnyElementsOf(sets.get(1));
    assertThat(sets.get(0)).doesNotContainAnyElementsOf(sets.get(2));
    assertThat(sets.get(1)).doesNotContainAnyElementsOf(sets.get(2));
  }
}
