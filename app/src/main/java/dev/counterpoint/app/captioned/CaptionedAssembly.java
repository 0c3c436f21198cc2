package dev.counterpoint.app.captioned;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.run.Augmentations;
import dev.counterpoint.datasets.captioned.loading.LoadingOptions;
import dev.counterpoint.datasets.captioned.loading.PictureLoader;
import dev.counterpoint.datasets.captioned.order.ExampleOrder;
import dev.counterpoint.datasets.captioned.split.DistinctCaptions;
import dev.counterpoint.datasets.captioned.split.NothingToLearnException;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.safetensors.SafetensorsReader;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.datasets.text.bpe.BpeSettings;
import dev.counterpoint.datasets.text.bpe.BpeTrainer;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextShape;
import dev.counterpoint.models.learner.CaptionContrastLearner;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.ContrastiveLearner;
import dev.counterpoint.models.learner.SimClrLearner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.InfoNce;
import dev.counterpoint.models.objective.LogitBias;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.objective.NtXent;
import dev.counterpoint.models.objective.PairLoss;
import dev.counterpoint.models.objective.SigLip;
import dev.counterpoint.models.pretrained.ClipWeights;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * From a recipe and a seed to the parts of a training on captioned pictures.
 *
 * @param recipe what to train and how
 * @param root of the run's randomness
 */
record CaptionedAssembly(CaptionedRecipe recipe, RandomAddress root) {

  /**
   * The tokenizer of the recipe: the one that is given, or one learned from the captions that are
   * trained on.
   */
  byte[] tokenizer(CaptionedData data) {
    if (!recipe.text().tokenizer().isEmpty()) {
      try (CaptionTokenizer given = CaptionTokenizer.open(Path.of(recipe.text().tokenizer()))) {
        return given.json();
      }
    }
    return new BpeTrainer(new BpeSettings(recipe.text().vocabulary(), 2, true))
        .train(data.captions(data.training()));
  }

  /**
   * The learner, with first values from the seed or from the weights that the recipe names.
   *
   * @param begun whether a checkpoint takes the place of all values: a file of weights is not read
   *     then, and need not be there any more
   * @param note told what the person should know of the weights
   */
  ContrastiveLearner learner(
      NDManager manager, CaptionTokenizer tokenizer, boolean begun, Consumer<String> note) {
    Network network = new Network(manager, root.purpose("initialization"));
    long batch = recipe.training().batchSize();
    Shape pictures = PictureInput.of(recipe.data()).shape(batch);
    Shape captions = new Shape(batch, recipe.text().length());
    Map<String, ClipWeights> files = new HashMap<>();
    return switch (recipe.method()) {
      case CLIP, SIGLIP -> {
        ClipLearner learner =
            new ClipLearner(
                network,
                image(network, pictures, note),
                ProjectionHeads.linear(recipe.embedding()),
                text(tokenizer, recipe.embedding()),
                pairLoss(files, begun),
                pictures,
                captions);
        if (!begun) {
          loadImage(network, files);
          loadText(network, files);
        }
        if (recipe.image().frozen()) {
          learner.freezeImageEncoder();
        }
        if (recipe.text().frozen()) {
          learner.freezeCaptionEncoder();
        }
        yield learner;
      }
      case SIMCLR ->
          new SimClrLearner(
              network,
              image(network, pictures, note),
              ProjectionHeads.reluLinear(recipe.embedding()),
              scale(),
              pictures);
      case CAPTIONS ->
          new CaptionContrastLearner(
              network,
              text(tokenizer, recipe.text().features()),
              ProjectionHeads.linear(recipe.embedding()),
              PairLoss.of(new NtXent(recipe.objective().repeats()), scale()),
              captions);
    };
  }

  private Block image(Network network, Shape pictures, Consumer<String> note) {
    if (recipe.image().fromZoo()) {
      return new ZooTower(recipe.image()).block(network, pictures, note);
    }
    requireSide();
    return Encoders.create(recipe.image().encoder(), recipe.image().features());
  }

  private void requireSide() {
    int step = Encoders.sideStep(recipe.image().encoder());
    int side = recipe.data().side();
    if (side % step != 0) {
      throw new RecipeException(
          "recipe value data.side: %s needs a multiple of its patch of %d, found %d"
              .formatted(recipe.image().encoder(), step, side),
          "The nearest valid value is " + Math.max(step, Math.round(side / (float) step) * step));
    }
  }

  private Block text(CaptionTokenizer tokenizer, int features) {
    TextShape shape =
        new TextShape(
            tokenizer.vocabularySize(),
            recipe.text().length(),
            tokenizer.startId(),
            tokenizer.endId(),
            tokenizer.padId());
    return TextEncoders.create(recipe.text().encoder(), shape, features, recipe.text().pooling());
  }

  private PairLoss pairLoss(Map<String, ClipWeights> files, boolean begun) {
    LogitScale scale = scale();
    // A pre-trained pair of towers goes on with the temperature that it was trained to.
    if (!begun
        && !recipe.image().weights().isEmpty()
        && recipe.image().weights().equals(recipe.text().weights())
        && recipe.objective().learnTemperature()) {
      OptionalDouble trained = weights(recipe.image().weights(), files).logitScale();
      if (trained.isPresent()) {
        scale = LogitScale.learned(1 / trained.getAsDouble());
      }
    }
    return recipe.method() == CaptionedRecipe.Method.SIGLIP
        ? new PairLoss(
            new SigLip(recipe.objective().repeats()),
            scale,
            LogitBias.learned(recipe.objective().bias()))
        : PairLoss.of(new InfoNce(recipe.objective().repeats()), scale);
  }

  private LogitScale scale() {
    CaptionedRecipe.Objective objective = recipe.objective();
    return objective.learnTemperature()
        ? LogitScale.learned(objective.temperature())
        : LogitScale.fixed(objective.temperature());
  }

  private void loadImage(Network network, Map<String, ClipWeights> files) {
    if (!recipe.image().weights().isEmpty() && !recipe.image().fromZoo()) {
      weights(recipe.image().weights(), files)
          .loadImage(network, "image-encoder", "image-projection");
    }
  }

  private void loadText(Network network, Map<String, ClipWeights> files) {
    if (!recipe.text().weights().isEmpty()) {
      weights(recipe.text().weights(), files).loadText(network, "caption-encoder");
    }
  }

  private static ClipWeights weights(String file, Map<String, ClipWeights> files) {
    return files.computeIfAbsent(
        file, name -> ClipWeights.of(name, SafetensorsReader.read(Path.of(name))));
  }

  /**
   * The training batches.
   *
   * @param loaders threads that decode
   * @throws RecipeException if there are fewer examples than a batch
   */
  CaptionedBatches batches(CaptionedData data, CaptionTokenizer tokenizer, int loaders) {
    return batches(data, tokenizer, loading(data).withThreads(loaders));
  }

  /** How the recipe loads its pictures, by as many threads as there are processors. */
  LoadingOptions loading(CaptionedData data) {
    return LoadingOptions.of(
            recipe.training().batchSize(), PictureInput.of(recipe.data()).preparation())
        .withBadShare(recipe.data().maximumBad())
        .withCacheBytes(cacheBytes(data.order(root.purpose("order")).size()));
  }

  /** The training batches, loaded in a way of one's own. */
  CaptionedBatches batches(CaptionedData data, CaptionTokenizer tokenizer, LoadingOptions options) {
    ExampleOrder order = data.order(root.purpose("order"));
    requireBatch(order);
    PictureLoader loader = new PictureLoader(data.pictures(), order, options, root);
    return new CaptionedBatches(
        recipe, loader, tokenizer, Augmentations.of(recipe.augmentation()), root);
  }

  /**
   * Checks that there is something to learn from, before anything is written.
   *
   * @throws RecipeException if there are fewer examples than a batch
   * @throws RecipeException if no picture has keywords in the fields that the recipe names
   * @throws NothingToLearnException if captions are learned from and are all the same, or none
   */
  void requireLearnable(CaptionedData data) {
    requireBatch(data.order(root.purpose("order")));
    if (recipe.hasText()) {
      DistinctCaptions.require(data.pictures(), data.training());
      data.requireKeywords();
    }
  }

  private void requireBatch(ExampleOrder order) {
    int batchSize = recipe.training().batchSize();
    if (order.size() < batchSize) {
      throw new RecipeException(
          "recipe value training.batchSize: expected at most the %d examples of training, found %d"
              .formatted(order.size(), batchSize),
          order.size() < 2
              ? "There is too little to train on."
              : "The nearest valid value is " + order.size() + ".");
    }
  }

  /** Pictures are kept where all of them fit: a part of a large set would be met again too late. */
  private long cacheBytes(int pictures) {
    long allowed = (long) recipe.data().cacheMegabytes() << 20;
    long needed = (long) pictures * PictureInput.of(recipe.data()).preparation().floats();
    return needed <= allowed ? allowed : 0;
  }
}
