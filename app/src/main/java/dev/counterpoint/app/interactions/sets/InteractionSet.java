package dev.counterpoint.app.interactions.sets;

import dev.counterpoint.app.fusion.FusionData;
import dev.counterpoint.app.fusion.FusionInput;
import dev.counterpoint.app.interactions.HostFeatures;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.datasets.colored.ColorPlacement;
import dev.counterpoint.datasets.colored.ColorSource;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.Huang2024Protocol;
import dev.counterpoint.datasets.colored.LabelNoise;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.digits.Origin;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.nlvr.StatementData;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.text.TextShape;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Data sets whose interactions are measured. */
public enum InteractionSet {
  /** Pictures of digits and recordings of somebody who says them, as hard as in the recipe. */
  AUDIO_VISUAL_DIGITS("Audio-visual digits", "picture", "sound") {
    @Override
    SetExamples open(FusionData data, int examples, long seed) {
      return examples(
          recipe("fusion-digits", "data.digits", "train", "test", examples, data, seed));
    }
  },
  /**
   * The colour of a coloured digit and its grey shape. All parts are of the training environment of
   * Huang et al. 2024: 10 % of the labels redrawn, class k in colour k with probability 0.775.
   */
  COLORED_DIGITS("ColoredMNIST", "colour", "shape") {
    @Override
    SetExamples open(FusionData data, int examples, long seed) {
      FoundDigits found = data.digits();
      int all = Math.min(2 * examples + held(examples), found.digits().train().size());
      int train = (int) (all * (examples / (2.0 * examples + held(examples))));
      ColoredDigits digits =
          new Huang2024Protocol(
                  new LabelNoise(0.1, LabelNoise.Redraw.ANY_CLASS),
                  ColorSource.NOISY_LABEL,
                  ColorPlacement.DIGIT,
                  0.775)
              .environments(found.digits(), RandomAddress.seed(seed).purpose("data"))
              .train()
              .first(all);
      return new SetExamples(
          "coloured " + found.digits().name(),
          found.origin() == Origin.RENDERED,
          digits.classes(),
          part(digits, 0, train),
          part(digits, train, all - train),
          part(digits, all - train, all));
    }
  },
  /** Pictures, and statements that are true or false of them: NLVR; words are counted. */
  NLVR("NLVR", "picture", "statement") {
    @Override
    SetExamples open(FusionData data, int examples, long seed) {
      return examples(
          recipe(
              "fusion-nlvr",
              "data.nlvr",
              "trainingExamples",
              "evaluationExamples",
              examples,
              data,
              seed));
    }
  };

  private final String title;
  private final String first;
  private final String second;

  InteractionSet(String title, String first, String second) {
    this.title = title;
    this.first = first;
    this.second = second;
  }

  /** For reports. */
  public String title() {
    return title;
  }

  /** What the modalities are called. */
  public List<String> modalities() {
    return List.of(first, second);
  }

  /** As on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The one of a name.
   *
   * @throws IllegalArgumentException if there is none; it names those there are
   */
  public static InteractionSet named(String text) {
    return Arrays.stream(values())
        .filter(set -> set.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--set: expected one of %s, found %s"
                        .formatted(
                            Arrays.stream(values()).map(InteractionSet::text).toList(), text)));
  }

  /**
   * Loads or makes examples.
   *
   * @param examples to train on and to measure on, each, at most
   * @param seed of what is drawn
   * @throws dev.counterpoint.datasets.CounterpointException if data are not there or not in order
   */
  abstract SetExamples open(FusionData data, int examples, long seed);

  /** Examples that an epoch is chosen on. */
  private static int held(int examples) {
    return Math.max(10, examples / 8);
  }

  private static FusionInput recipe(
      String name,
      String section,
      String train,
      String test,
      int examples,
      FusionData data,
      long seed) {
    List<String> sizes =
        List.of(
            "%s.%s=%d".formatted(section, train, examples),
            "%s.%s=%d".formatted(section, test, examples));
    return data.open(FusionRecipes.load(name, sizes).data(), seed);
  }

  private static SetExamples examples(FusionInput input) {
    int held = held(input.data().train().size());
    return new SetExamples(
        input.data().name(),
        input.data().drawn(),
        input.data().classes().size(),
        part(input, input.data().train()),
        part(input, input.data().validation().first(held)),
        part(input, input.data().test()));
  }

  private static SetExamples.Part part(FusionInput input, MultimodalPart part) {
    return new SetExamples.Part(
        features(input, part.arrays().get(0)),
        features(input, part.arrays().get(1)),
        part.labels());
  }

  private static FeatureMatrix features(FusionInput input, ModalityArray array) {
    if (!array.modality().name().equals(StatementData.SENTENCE)) {
      return HostFeatures.of(array);
    }
    TextShape rows = input.text().get(StatementData.SENTENCE);
    return HostFeatures.counts(array, rows.vocabularySize(), rows.padId());
  }

  private static SetExamples.Part part(ColoredDigits digits, int from, int to) {
    LabeledImages images = digits.images().slice(from, to);
    int colors = digits.palette().size();
    float[] color = new float[(to - from) * colors];
    for (int i = from; i < to; i++) {
      color[(i - from) * colors + digits.colors()[i]] = 1;
    }
    int pixels = images.height() * images.width();
    float[] shape = new float[images.pixels().length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = (images.pixels()[i] & 0xFF) / 255f;
    }
    byte[] labels = Arrays.copyOfRange(digits.noisyLabels(), from, to);
    return new SetExamples.Part(
        new FeatureMatrix(color, to - from, colors),
        new FeatureMatrix(shape, to - from, pixels),
        IntStream.range(0, labels.length).map(i -> labels[i]).toArray());
  }
}
