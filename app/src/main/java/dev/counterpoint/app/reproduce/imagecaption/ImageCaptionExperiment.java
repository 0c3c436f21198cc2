package dev.counterpoint.app.reproduce.imagecaption;

import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.CaptionedJob;
import dev.counterpoint.app.reproduce.job.ColoredDigitsJob;
import dev.counterpoint.app.reproduce.job.Job;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Contrastive learning on pictures with captions, small enough for a laptop: two towers on OpenMoji
 * against a bag of words of the same size, against pictures alone and captions alone. And Huang et
 * al. 2024, section 6, once more, with sentences in the place of the one-hot codes of an "ideal
 * language encoder": does it matter that it is ideal?
 */
public final class ImageCaptionExperiment implements Experiment {

  static final String TWO_TOWERS = "two-towers";
  static final String WORDS = "words";
  static final String PICTURES = "pictures";
  static final String CAPTIONS = "captions";

  static final String DIGITS_CODES = "digits-one-hot";
  static final String DIGITS_WORDS = "digits-words";
  static final String DIGITS_TRANSFORMER = "digits-transformer";

  /** Correlations of colour and digit in the test. */
  static final List<Double> CURVE = List.of(-1.0, -0.5, 0.0, 0.5, 1.0);

  private static final int QUICK_EXAMPLES = 12_000;

  @Override
  public String name() {
    return "image-caption";
  }

  @Override
  public String summary() {
    return "Pictures with captions: two towers against a bag of words and against each modality"
        + " alone, and ColoredMNIST with sentences instead of one-hot captions.";
  }

  @Override
  public Set<DataNeed> needs() {
    return EnumSet.of(DataNeed.DIGITS, DataNeed.CAPTIONED_PICTURES);
  }

  @Override
  public List<Job> jobs(Size size, List<Long> seeds, ExperimentData data) {
    List<String> pictures = new ArrayList<>(data.captioned().settings());
    List<String> digits = new ArrayList<>();
    if (size == Size.QUICK) {
      pictures.add("training.epochs=3");
      int examples = data.of(DataNeed.DIGITS).trainingExamples();
      digits.add("data.trainingExamples=" + Math.min(QUICK_EXAMPLES, examples));
      digits.add("training.logEvery=20");
    }
    List<Job> jobs = new ArrayList<>();
    for (long seed : seeds) {
      jobs.add(new CaptionedJob(TWO_TOWERS, "image-caption-clip", pictures, seed));
      jobs.add(new CaptionedJob(WORDS, "image-caption-words", pictures, seed));
      jobs.add(new CaptionedJob(PICTURES, "image-caption-simclr", pictures, seed));
      jobs.add(new CaptionedJob(CAPTIONS, "image-caption-text", pictures, seed));
      jobs.add(digits(DIGITS_CODES, digits, seed));
      jobs.add(
          digits(
              DIGITS_WORDS,
              with(digits, "data.captionForm=sentence", "encoder.sentence=bag-of-words"),
              seed));
      jobs.add(
          digits(
              DIGITS_TRANSFORMER,
              with(digits, "data.captionForm=sentence", "encoder.sentence=text-tiny"),
              seed));
    }
    return jobs;
  }

  private static Job digits(String group, List<String> settings, long seed) {
    return new ColoredDigitsJob(group, "colored-mnist-clip", settings, seed, CURVE);
  }

  private static List<String> with(List<String> settings, String... more) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of(more));
    return all;
  }

  @Override
  public List<String> exported() {
    return List.of(TWO_TOWERS);
  }

  @Override
  public Conclusion conclude(Outcome outcome) {
    return new ImageCaptionConclusion(outcome).conclusion();
  }
}
