package dev.counterpoint.app.recipe;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.counterpoint.datasets.audiovisual.AudioVisualSettings;
import dev.counterpoint.datasets.audiovisual.PairCounts;
import dev.counterpoint.datasets.audiovisual.PictureDifficulty;
import dev.counterpoint.datasets.audiovisual.SoundDifficulty;
import dev.counterpoint.datasets.features.FeatureSettings;
import dev.counterpoint.datasets.features.LabelRule;
import dev.counterpoint.datasets.nlvr.NlvrSettings;
import dev.counterpoint.datasets.synthetic.MixtureKind;
import dev.counterpoint.datasets.synthetic.MixtureSettings;
import dev.counterpoint.datasets.synthetic.PidSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Data sets of fusion, and which of them is meant. The settings of the others are without meaning.
 *
 * @param set which
 * @param mixture settings of {@link Kind#MIXTURE}
 * @param interactions settings of {@link Kind#INTERACTIONS}
 * @param digits settings of {@link Kind#AUDIO_VISUAL_DIGITS}
 * @param nlvr settings of {@link Kind#NLVR}
 * @param features settings of {@link Kind#FEATURES}
 */
@JsonPropertyOrder({"set", "mixture", "interactions", "digits", "nlvr", "features"})
public record FusionSets(
    Kind set,
    Mixture mixture,
    Interactions interactions,
    PairedDigits digits,
    Statements nlvr,
    Features features) {

  /**
   * All data sets; a new one is a constant here, a record below and a case in {@code FusionData}.
   */
  public enum Kind {
    /** Shared, unique and synergistic information, made by the program: Kontras et al. 2024. */
    MIXTURE,
    /** The generator of Liang et al. 2023 for partial information decomposition. */
    INTERACTIONS,
    /** Pictures of digits with recordings of somebody who says them. */
    AUDIO_VISUAL_DIGITS,
    /** Pictures with statements that are true or false: Suhr et al. 2017. */
    NLVR,
    /** Features in files. */
    FEATURES;

    /** As in recipes. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks the settings of all data sets. */
  public FusionSets {
    within("data.mixture", mixture::settings);
    within("data.interactions", interactions::settings);
    within("data.digits", digits::settings);
    within("data.nlvr", nlvr::settings);
    within("data.features", features::settings);
  }

  private static void within(String key, Supplier<?> settings) {
    try {
      settings.get();
    } catch (IllegalArgumentException e) {
      throw new RecipeException("recipe section " + key + ": " + e.getMessage(), "");
    }
  }

  /**
   * See {@link MixtureSettings}.
   *
   * @param classes number of classes
   * @param shared share of examples whose label each modality shows
   * @param unique shares of those whose label one modality alone shows, one for each modality
   * @param synergy share of those whose label only all together show
   * @param strength how clearly each modality shows the label, one for each
   * @param noise deviation of each latent number
   * @param latentDimension latent numbers of a modality
   * @param outputDimension numbers that a modality shows
   * @param signal what of a label is added to the noise
   * @param nonlinearity of the fixed transformations
   * @param transformationSeed what they are drawn from
   * @param train examples to train on
   * @param validation examples to choose by
   * @param test examples to measure on
   */
  public record Mixture(
      int classes,
      double shared,
      List<Double> unique,
      double synergy,
      List<Double> strength,
      double noise,
      int latentDimension,
      int outputDimension,
      MixtureSettings.Signal signal,
      MixtureSettings.Nonlinearity nonlinearity,
      long transformationSeed,
      int train,
      int validation,
      int test) {

    /** What the data set takes. */
    public MixtureSettings settings() {
      if (unique.size() != strength.size()) {
        throw new IllegalArgumentException(
            "unique and strength must have a number for each modality, not %s and %s"
                .formatted(unique, strength));
      }
      List<Integer> all = IntStream.range(0, strength.size()).boxed().toList();
      List<MixtureKind> kinds = new ArrayList<>();
      kinds.add(new MixtureKind("shared", all, MixtureKind.Carriage.EACH, shared));
      for (int m : all) {
        kinds.add(
            new MixtureKind(
                "unique" + (m + 1), List.of(m), MixtureKind.Carriage.EACH, unique.get(m)));
      }
      kinds.add(new MixtureKind("synergistic", all, MixtureKind.Carriage.TOGETHER, synergy));
      return new MixtureSettings(
          classes,
          kinds,
          latentDimension,
          outputDimension,
          strength,
          noise,
          signal,
          nonlinearity,
          transformationSeed,
          train,
          validation,
          test);
    }
  }

  /**
   * See {@link PidSettings}.
   *
   * @param classes number of classes, of equal size
   * @param unique0 latent numbers of the label that only the first modality shows
   * @param unique1 those that only the second shows
   * @param redundant those that both show
   * @param dropout share of the label's numbers that are set to zero
   * @param transformationSeed what the fixed maps are drawn from
   * @param examples of all parts
   */
  public record Interactions(
      int classes,
      int unique0,
      int unique1,
      int redundant,
      double dropout,
      long transformationSeed,
      int examples) {

    /** What the data set takes. */
    public PidSettings settings() {
      PidSettings original = PidSettings.of(new PidSettings.Label(unique0, unique1, redundant));
      return new PidSettings(
          classes,
          original.label(),
          original.latentDimension(),
          original.groupDimension(),
          original.variance(),
          dropout,
          transformationSeed,
          examples,
          original.validationShare(),
          original.testShare());
    }
  }

  /**
   * See {@link AudioVisualSettings}.
   *
   * @param halves whether the halves of a picture are modalities of their own
   * @param train pairs to train on
   * @param validation pairs to choose by
   * @param test pairs to measure on
   * @param uselessPictures share of pairs whose picture is of a random digit
   * @param resolution pixels of a side that are left of a picture; 28 is all
   * @param occlusion share of a picture that is covered
   * @param pictureNoise deviation of what is added to pixels in [0, 1]
   * @param uselessSound share of pairs whose recording is of a random digit
   * @param signalToNoise of the recordings, decibels; {@link #QUIET} and above is without noise
   * @param masked share of the frames of a recording that is silenced
   * @param testSpeakers who is heard in the test alone; empty: everybody is heard in all parts
   */
  public record PairedDigits(
      boolean halves,
      int train,
      int validation,
      int test,
      double uselessPictures,
      int resolution,
      double occlusion,
      double pictureNoise,
      double uselessSound,
      double signalToNoise,
      double masked,
      List<String> testSpeakers) {

    /** Decibels from which on nothing is added to a recording. */
    public static final double QUIET = 100;

    /** What the data set takes. */
    public AudioVisualSettings settings() {
      return new AudioVisualSettings(
          halves,
          new PairCounts(train, validation, test),
          new PictureDifficulty(uselessPictures, resolution, occlusion, pictureNoise),
          new SoundDifficulty(
              uselessSound,
              signalToNoise >= QUIET ? SoundDifficulty.NO_NOISE : signalToNoise,
              masked),
          testSpeakers);
    }
  }

  /**
   * See {@link NlvrSettings}.
   *
   * @param height rows of a picture
   * @param width columns of a picture
   * @param tokens of a statement, start and end included
   * @param vocabulary tokens that are learned
   * @param validation share of the groups of statements to choose by
   * @param trainingExamples at most; 0 is all
   * @param evaluationExamples to choose by, and to measure on, at most; 0 is all
   */
  public record Statements(
      int height,
      int width,
      int tokens,
      int vocabulary,
      double validation,
      int trainingExamples,
      int evaluationExamples) {

    /** What the data set takes. */
    public NlvrSettings settings() {
      return new NlvrSettings(
          height, width, tokens, vocabulary, validation, trainingExamples, evaluationExamples);
    }
  }

  /**
   * See {@link FeatureSettings}.
   *
   * @param source folder with a file for each part, or a single file
   * @param modalities arrays that are modalities; empty: all but labels and split
   * @param labels array of the labels
   * @param labelRule from numbers to classes
   * @param classes names of the classes; empty: their numbers
   * @param split array with the part of each example of a single file
   * @param validation share to choose by, of a single file without such an array
   * @param test share to measure on, likewise
   * @param standardise whether each number is brought to mean 0 and deviation 1
   */
  public record Features(
      String source,
      List<String> modalities,
      String labels,
      LabelRule labelRule,
      List<String> classes,
      String split,
      double validation,
      double test,
      boolean standardise) {

    /** What the data set takes. */
    public FeatureSettings settings() {
      return new FeatureSettings(
          modalities, labels, labelRule, classes, split, validation, test, standardise);
    }
  }
}
