package dev.counterpoint.app.run;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.app.data.ColoredBatches;
import dev.counterpoint.app.data.DigitCaptions;
import dev.counterpoint.app.data.OneHotDigitCaptions;
import dev.counterpoint.app.data.SentenceDigitCaptions;
import dev.counterpoint.app.data.Views;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.datasets.colored.BinaryProtocol;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.colored.Huang2024Protocol;
import dev.counterpoint.datasets.colored.LabelNoise;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextPooling;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.ImageLearner;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.learner.SimClrLearner;
import dev.counterpoint.models.learner.SupervisedLearner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.Optional;

/**
 * From a recipe and a seed to the parts of a training.
 *
 * @param recipe what to train and how
 * @param root of the run's randomness
 */
public record Assembly(Recipe recipe, RandomAddress root) {

  /** The encoder that begins with a linear layer. */
  private static final String MLP = "mlp";

  /** The environments of the recipe's protocol. */
  public ColoredEnvironments environments(DigitSets digits) {
    Recipe.Data data = recipe.data();
    ColoredEnvironments all =
        switch (data.protocol()) {
          case HUANG2024 ->
              new Huang2024Protocol(
                      new LabelNoise(data.labelNoise(), LabelNoise.Redraw.ANY_CLASS),
                      data.colorSource(),
                      data.placement(),
                      data.colorRate())
                  .environments(digits, root);
          case IRM -> BinaryProtocol.irm(digits, root);
          case DOMAINBED -> BinaryProtocol.domainBed(digits, data.testEnvironment(), root);
        };
    int wanted = data.trainingExamples();
    if (wanted > all.train().size()) {
      throw new RecipeException(
          "recipe value data.trainingExamples: expected at most %d, found %d"
              .formatted(all.train().size(), wanted),
          "Use 0 for all.");
    }
    return wanted == 0
        ? all
        : new ColoredEnvironments(
            all.protocol(), all.train().first(wanted), all.test(), all.others(), all.shifted());
  }

  /** The learner, with first values from the seed. */
  public ImageLearner learner(ColoredEnvironments environments, NDManager manager) {
    return learner(environments, captions(environments), manager);
  }

  ImageLearner learner(
      ColoredEnvironments environments, Optional<DigitCaptions> captions, NDManager manager) {
    ColoredDigits train = environments.train();
    Shape pictures =
        new Shape(
            recipe.training().batchSize(),
            train.palette().channels(),
            train.images().height(),
            train.images().width());
    Recipe.Encoder settings = recipe.encoder();
    Block image = Encoders.create(settings.type(), settings.features());
    Network network = new Network(manager, root.purpose("initialization"));
    return switch (recipe.method()) {
      case CLIP ->
          new ClipLearner(
              network,
              image,
              projection(),
              captionEncoder(captions.orElseThrow()),
              logitScale(),
              pictures,
              captions.orElseThrow().shape(recipe.training().batchSize()));
      case SIMCLR -> new SimClrLearner(network, image, projection(), logitScale(), pictures);
      case SUPERVISED -> new SupervisedLearner(network, image, train.classes(), pictures);
    };
  }

  /** The optimizer over the learner's trainable parameters. */
  public Optimizer optimizer(Learner learner) {
    return CheckpointedTraining.optimizer(recipe.optimizer(), learner);
  }

  /**
   * Checks that there are examples for at least one batch.
   *
   * @throws RecipeException if a batch is larger than the training environment
   */
  public void requireBatches(ColoredEnvironments environments) {
    int examples = environments.train().size();
    int batchSize = recipe.training().batchSize();
    if (batchSize > examples) {
      throw new RecipeException(
          "recipe value training.batchSize: expected at most the %d training examples, found %d"
              .formatted(examples, batchSize),
          "The nearest valid value is " + examples + ".");
    }
  }

  /** The training batches, resident on the manager's device. */
  public BatchSource batches(ColoredEnvironments environments, NDManager manager) {
    return batches(environments, captions(environments), manager);
  }

  BatchSource batches(
      ColoredEnvironments environments, Optional<DigitCaptions> captions, NDManager manager) {
    requireBatches(environments);
    ColoredDigits train = environments.train();
    int batchSize = recipe.training().batchSize();
    ColoredBatches.NamedCaptions said =
        captions.map(form -> new ColoredBatches.NamedCaptions(form, named(train))).orElse(null);
    Views views = recipe.method() == Recipe.Method.SIMCLR ? views() : null;
    ColoredBatches batches = new ColoredBatches(manager, train, said, views, batchSize, root);
    return recipe.encoder().type().equals(MLP) ? batches.traced(train) : batches;
  }

  /** The augmented views of the recipe. */
  public Views views() {
    return new Views(Augmentations.of(recipe.augmentation()), root.purpose("augmentation"));
  }

  /** The captions of the recipe; empty where the method reads none. */
  public Optional<DigitCaptions> captions(ColoredEnvironments environments) {
    if (recipe.method() != Recipe.Method.CLIP) {
      return Optional.empty();
    }
    ColoredDigits train = environments.train();
    return Optional.of(
        switch (recipe.data().captionForm()) {
          case ONE_HOT -> OneHotDigitCaptions.of(train);
          case SENTENCE -> SentenceDigitCaptions.of(train);
        });
  }

  private byte[] named(ColoredDigits train) {
    return recipe.data().captionDigit() == Recipe.CaptionDigit.CLEAN
        ? train.cleanLabels()
        : train.noisyLabels();
  }

  /** One linear layer for codes, a text encoder for sentences. */
  private Block captionEncoder(DigitCaptions captions) {
    return captions instanceof SentenceDigitCaptions sentences
        ? TextEncoders.create(
            recipe.encoder().sentence(), sentences.textShape(), embedding(), TextPooling.CAUSAL_END)
        : LinearEncoder.create(embedding());
  }

  private Block projection() {
    return switch (recipe.encoder().projection()) {
      case IDENTITY -> ProjectionHeads.identity();
      case LINEAR -> ProjectionHeads.linear(recipe.encoder().embedding());
      case RELU_LINEAR -> ProjectionHeads.reluLinear(recipe.encoder().embedding());
    };
  }

  private int embedding() {
    return recipe.encoder().projection() == Recipe.Encoder.Projection.IDENTITY
        ? recipe.encoder().features()
        : recipe.encoder().embedding();
  }

  private LogitScale logitScale() {
    Recipe.Objective objective = recipe.objective();
    return objective.learnTemperature()
        ? LogitScale.learned(objective.temperature())
        : LogitScale.fixed(objective.temperature());
  }
}
