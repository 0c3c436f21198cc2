package dev.counterpoint.app.fusion.quality;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.fusion.FusionInput;
import dev.counterpoint.app.fusion.evaluation.PartEncoder;
import dev.counterpoint.app.recipe.Balance;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.contribution.FusionScores;
import dev.counterpoint.models.contribution.LabeledFeatures;
import dev.counterpoint.models.latentquality.ExampleLosses;
import dev.counterpoint.models.latentquality.LabeledLatents;
import dev.counterpoint.models.latentquality.LatentQuality;
import dev.counterpoint.models.prediction.Logits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Latent quality and risk of every subset of modalities over numbers of examples, with one seed:
 * the training part, in an order of the seed's own, is the pool, and its first m examples are
 * trained on. Heads are refitted on the whole pool.
 */
public final class QualitySweep {

  private static final int CHUNK = 512;

  /** Subsets grow as two to their number. */
  private static final int MOST_MODALITIES = 6;

  /** C of the clipped cross-entropy is so many times a guess's: decided before any result. */
  private static final double CLIP = 2;

  private final FusionRecipe recipe;
  private final long seed;
  private final FusionInput input;
  private final DeviceChoice device;
  private final List<Integer> sizes;

  /**
   * Plans it.
   *
   * @param recipe how each is trained; its method must be joint
   * @param sizes numbers of examples; empty for the standard ones
   * @param input the examples, of the same recipe and seed
   * @throws RecipeException if the method is another, there are too many modalities, or a size is
   *     out of its range
   * @throws dev.counterpoint.models.latentquality.LatentQualityException if the training part has
   *     fewer examples than classes, or one class only
   */
  public QualitySweep(
      FusionRecipe recipe, List<Integer> sizes, long seed, FusionInput input, DeviceChoice device) {
    if (recipe.balance().method() != Balance.Method.JOINT) {
      throw new RecipeException(
          "recipe value balance.method: latent quality is of joint training, found "
              + recipe.balance().method().text(),
          "Use balance.method=joint.");
    }
    int modalities = input.data().modalities().size();
    if (modalities > MOST_MODALITIES) {
      throw new RecipeException(
          "%d modalities have %d subsets; expected at most %d modalities"
              .formatted(modalities, (1L << modalities) - 1, MOST_MODALITIES),
          "Name some with --set data.features.modalities=[a, b, c].");
    }
    this.recipe = recipe;
    this.seed = seed;
    this.input = shuffled(input, seed);
    this.device = device;
    MultimodalPart pool = input.data().train();
    LatentQuality.require(pool.labels(), input.data().classes().size());
    this.sizes = QualitySizes.of(sizes, pool.size(), input.data().classes().size());
  }

  /** All that the numbers depend on besides seed and data, as text. */
  public static String key(FusionRecipe recipe, List<Integer> sizes) {
    return FusionRecipes.toYaml(recipe) + "sizes " + sizes;
  }

  /** The subsets by names, in the order of their numbers as bits, the empty one left out. */
  public static List<List<String>> subsets(List<String> modalities) {
    List<List<String>> all = new ArrayList<>();
    for (int bits = 1; bits < 1 << modalities.size(); bits++) {
      List<String> one = new ArrayList<>();
      for (int m = 0; m < modalities.size(); m++) {
        if ((bits >> m & 1) == 1) {
          one.add(modalities.get(m));
        }
      }
      all.add(one);
    }
    return all;
  }

  /**
   * Trains and measures what is not done.
   *
   * @param directory holds the results; created where it is not there
   * @param progress in trainings
   * @return empty if somebody asked to stop
   */
  public Optional<QualityResults> run(
      Path directory, Interrupt interrupt, TrainingProgress progress) {
    QualityResults results = begun(directory);
    List<List<String>> subsets = subsets(results.modalities());
    long total = (long) sizes.size() * subsets.size();
    List<SubsetMeasurement> done = new ArrayList<>();
    for (int m : sizes) {
      for (List<String> subset : subsets) {
        Optional<SubsetMeasurement> measured = results.of(subset, m);
        if (measured.isEmpty()) {
          measured = measure(subset, m, results.clip(), interrupt);
        }
        if (measured.isEmpty()) {
          return Optional.empty();
        }
        done.add(measured.get());
        if (done.size() > results.measurements().size()) {
          results = results.with(done, done.size() == total);
          results.write(directory);
        }
        progress.step(done.size(), total, Double.NaN);
      }
    }
    return Optional.of(results);
  }

  private QualityResults begun(Path directory) {
    MultimodalData data = input.data();
    QualityResults fresh =
        new QualityResults(
            key(recipe, sizes),
            seed,
            data.name(),
            new TreeMap<>(data.fingerprints()).toString(),
            data.modalities().stream().map(Modality::name).toList(),
            data.classes().size(),
            data.train().size(),
            data.test().size(),
            CLIP * Math.log(data.classes().size()),
            false,
            List.of());
    if (Files.exists(directory.resolve(QualityResults.NAME))) {
      try {
        QualityResults found = QualityResults.read(directory);
        return fresh.isOfTheSame(found) ? found : fresh;
      } catch (FileNotReadException e) {
        return fresh;
      }
    }
    return fresh;
  }

  private Optional<SubsetMeasurement> measure(
      List<String> subset, int examples, double clip, Interrupt interrupt) {
    FusionInput own = input.only(subset);
    try (SubsetTraining training = new SubsetTraining(recipe, seed, own, examples, device)) {
      OptionalLong step = training.train(interrupt);
      if (step.isEmpty()) {
        return Optional.empty();
      }
      PartEncoder encoder = new PartEncoder(training.learner().model(), CHUNK, training.manager());
      FusionScores head =
          new FusionScores(
              training.learner().model(), training.learner().balancer(), CHUNK, training.manager());
      LabeledFeatures pool = encoder.encode(own.data().train());
      LabeledFeatures test = encoder.encode(own.data().test());
      LabeledLatents all = latents(pool);
      LatentQuality refitted =
          LatentQuality.of(
              all,
              latents(encoder.encode(own.data().validation())),
              latents(test),
              own.data().classes().size(),
              training.manager());
      int[] first = Arrays.copyOf(pool.labels(), examples);
      return Optional.of(
          new SubsetMeasurement(
              subset,
              examples,
              step.getAsLong(),
              SubsetRisk.of(head.of(test), test.labels(), clip),
              SubsetRisk.of(refitted.scores(latents(test)), test.labels(), clip),
              refitted.c(),
              clipped(first(head.of(pool), examples), first, clip),
              clipped(refitted.scores(all.first(examples)), first, clip)));
    }
  }

  private static double clipped(Logits scores, int[] labels, double clip) {
    return ExampleLosses.crossEntropy(scores, labels).clipped(clip).mean();
  }

  private static Logits first(Logits scores, int rows) {
    return new Logits(
        Arrays.copyOf(scores.values(), rows * scores.classes()), rows, scores.classes());
  }

  private static LabeledLatents latents(LabeledFeatures features) {
    return LabeledLatents.of(features.modalities(), features.labels());
  }

  /** Files may hold one class after the other; the first examples must be a sample. */
  private static FusionInput shuffled(FusionInput input, long seed) {
    MultimodalData data = input.data();
    int[] order =
        RandomAddress.seed(seed).purpose("latent-quality-pool").permutation(data.train().size());
    return new FusionInput(
        data.with(data.train().rows(order), data.validation(), data.test()),
        input.text(),
        input.tokenizer(),
        input.kinds(),
        input.notes());
  }
}
