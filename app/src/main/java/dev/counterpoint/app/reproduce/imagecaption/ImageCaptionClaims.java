package dev.counterpoint.app.reproduce.imagecaption;

import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.DIGITS_CODES;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.DIGITS_TRANSFORMER;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.DIGITS_WORDS;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.PICTURES;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.TWO_TOWERS;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.WORDS;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.Retrieval.Shift;
import java.util.List;

/** The claims of the experiment, ours but for the two that have the number of the paper. */
final class ImageCaptionClaims {

  /** What Huang et al. 2024, table 1, reach with one-hot captions, in %. */
  private static final double PAPER_TEST = 82.13;

  private static final String OURS = "";
  private static final String PAPER = "Huang et al. 2024, table 1, with one-hot captions";

  private ImageCaptionClaims() {}

  static List<Claim> of(Outcome outcome) {
    Retrievals towers = Retrievals.of(outcome, TWO_TOWERS);
    Retrievals words = Retrievals.of(outcome, WORDS);
    Retrievals pictures = Retrievals.of(outcome, PICTURES);
    DigitSentences digits = new DigitSentences(outcome);
    double[] recall = towers.each(seed -> seed.captionToPicture().recallAt10());
    return List.of(
        Claim.of(
            "retrieval.chance",
            "Captions find their pictures: recall@10 over that of a drawn order",
            OURS,
            "times",
            towers.each(seed -> seed.captionToPicture().recallAt10() / seed.chance().recallAt10()),
            null,
            Target.atLeast(5)),
        Claim.of(
            "retrieval.words",
            "The transformer finds at least as many as a bag of words: recall@10, difference",
            OURS,
            "points",
            Retrievals.minus(recall, words.each(seed -> seed.captionToPicture().recallAt10())),
            null,
            Target.atLeast(0)),
        Claim.of(
            "zeroshot.majority",
            "Groups are told by their names: zero-shot accuracy over that of the largest group",
            OURS,
            "points",
            towers.each(seed -> seed.zeroShot().accuracy() - seed.zeroShot().majority()),
            null,
            Target.atLeast(0.1)),
        Claim.of(
            "probe.multi",
            "Captions help the pictures' features: linear probe of the groups, two towers minus"
                + " pictures alone",
            OURS,
            "points",
            Retrievals.minus(
                towers.each(seed -> seed.probe().accuracy()),
                pictures.each(seed -> seed.probe().accuracy())),
            null,
            Target.atLeast(0)),
        Claim.of(
            "shift.multi",
            "And under corruptions of the pictures: the same probes, mean over corruptions and"
                + " strengths",
            OURS,
            "points",
            Retrievals.minus(towers.corrupted(Shift::probe), pictures.corrupted(Shift::probe)),
            null,
            Target.atLeast(0)),
        Claim.of(
            "digits.words",
            "ColoredMNIST, reversed colours, sentences through a bag of words",
            PAPER,
            "%",
            digits.zeroShotTest(DIGITS_WORDS),
            PAPER_TEST,
            Target.atLeast(PAPER_TEST)),
        Claim.of(
            "digits.transformer",
            "ColoredMNIST, reversed colours, sentences through a transformer",
            PAPER,
            "%",
            digits.zeroShotTest(DIGITS_TRANSFORMER),
            PAPER_TEST,
            Target.atLeast(PAPER_TEST)),
        Claim.of(
            "digits.ideal",
            "What the ideal language encoder is worth: one-hot minus transformer, reversed colours",
            OURS,
            "points",
            Retrievals.minus(
                digits.zeroShotTest(DIGITS_CODES), digits.zeroShotTest(DIGITS_TRANSFORMER)),
            null,
            Target.atMost(5)));
  }
}
