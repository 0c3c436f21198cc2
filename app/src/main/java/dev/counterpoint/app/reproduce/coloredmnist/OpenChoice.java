package dev.counterpoint.app.reproduce.coloredmnist;

import dev.counterpoint.app.reproduce.job.ColoredDigitsJob;
import dev.counterpoint.app.reproduce.job.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * A choice that the paper leaves open, with the alternatives that the grid measures. Each cell
 * differs from the main protocol in this one choice.
 *
 * @param name what is chosen
 * @param chosen what the main protocol does, and why
 * @param alternatives other ways to choose
 */
record OpenChoice(String name, String chosen, List<Alternative> alternatives) {

  /** Seed of the grid; the main protocol's run of this seed is its point of comparison. */
  static final long SEED = 1;

  /**
   * Another way to choose.
   *
   * @param id part of the run's name
   * @param text in the table
   * @param settings changes to the recipe
   * @param multi whether it concerns the multi-modal method
   * @param single whether it concerns the single-modal method
   */
  record Alternative(
      String id, String text, List<String> settings, boolean multi, boolean single) {}

  static final List<OpenChoice> ALL =
      List.of(
          new OpenChoice(
              "where the colour sits",
              "background: the ten colours of related work by co-authors hold black, which makes"
                  + " sense on a background only",
              List.of(both("digit", "on the digit", "data.placement=digit"))),
          new OpenChoice(
              "which label decides the colour",
              "the noisy label, as in the line of work that the data set comes from (Arjovsky et"
                  + " al. 2019)",
              List.of(both("clean", "the clean label", "data.colorSource=clean-label"))),
          new OpenChoice(
              "which digit the caption names",
              "the one in the picture",
              List.of(multi("caption-noisy", "the noisy label", "data.captionDigit=noisy"))),
          new OpenChoice(
              "temperature",
              "0.07 for pictures and captions (CLIP's first value), 0.5 for two views (SimCLR's value"
                  + " for small pictures)",
              List.of(
                  single("tau-0.07", "0.07", "objective.temperature=0.07"),
                  both("tau-0.1", "0.1", "objective.temperature=0.1"),
                  both("tau-0.2", "0.2", "objective.temperature=0.2"),
                  multi("tau-0.5", "0.5", "objective.temperature=0.5"),
                  both("tau-1", "1.0", "objective.temperature=1.0"),
                  multi("tau-learned", "learned from 0.07", "objective.learnTemperature=true"))),
          new OpenChoice(
              "strength of the crops",
              "SimCLR's: areas from 0.08 up, and horizontal flips",
              List.of(
                  single("crop-0.25", "areas from 0.25", "augmentation.cropArea=0.25"),
                  single("crop-0.5", "areas from 0.5", "augmentation.cropArea=0.5"),
                  single(
                      "crop-0.5-no-flip", "areas from 0.5, no flips",
                      "augmentation.cropArea=0.5", "augmentation.flip=0"),
                  single(
                      "rotate-shift", "no crops or flips: rotation to 30°, shift to 0.1",
                      "augmentation.cropArea=1", "augmentation.flip=0",
                      "augmentation.rotation=30", "augmentation.shift=0.1"))),
          new OpenChoice(
              "training length",
              "3 epochs for both",
              List.of(
                  both("epochs-1", "1 epoch", "training.epochs=1"),
                  both("epochs-10", "10 epochs", "training.epochs=10"))),
          new OpenChoice(
              "projection head",
              "none, as in the paper's model: the loss acts on the features that the linear head reads",
              List.of(
                  both(
                      "head",
                      "ReLU and a linear layer to 64 (SimCLR); the probe reads before it",
                      "encoder.projection=relu-linear"))),
          new OpenChoice(
              "width of the features",
              "128",
              List.of(both("features-512", "512", "encoder.features=512"))),
          new OpenChoice(
              "colour augmentation",
              "none: it tells SimCLR what to ignore, and the paper's single-modal encoder was not told",
              List.of(
                  single("jitter-0.5", "colour jitter, s = 0.5", "augmentation.colorJitter=0.5"),
                  single(
                      "jitter-grey", "colour jitter, s = 0.5, and greyscale, p = 0.2 (SimCLR)",
                      "augmentation.colorJitter=0.5", "augmentation.grayscale=0.2"),
                  single("grey-always", "greyscale always", "augmentation.grayscale=1"))));

  OpenChoice {
    alternatives = List.copyOf(alternatives);
  }

  /** The runs of all alternatives. */
  List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (Alternative alternative : alternatives) {
      if (alternative.multi()) {
        jobs.add(job(ColoredMnistExperiment.MULTI, "colored-mnist-clip", alternative));
      }
      if (alternative.single()) {
        jobs.add(job(ColoredMnistExperiment.SINGLE, "colored-mnist-simclr", alternative));
      }
    }
    return jobs;
  }

  /** Name of the group of runs of one method under one alternative. */
  static String group(String method, Alternative alternative) {
    return method + "-" + alternative.id();
  }

  private static Job job(String method, String recipe, Alternative alternative) {
    return new ColoredDigitsJob(
        group(method, alternative), recipe, alternative.settings(), SEED, List.of());
  }

  private static Alternative both(String id, String text, String... settings) {
    return new Alternative(id, text, List.of(settings), true, true);
  }

  private static Alternative multi(String id, String text, String... settings) {
    return new Alternative(id, text, List.of(settings), true, false);
  }

  private static Alternative single(String id, String text, String... settings) {
    return new Alternative(id, text, List.of(settings), false, true);
  }
}
