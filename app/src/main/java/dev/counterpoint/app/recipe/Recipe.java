package dev.counterpoint.app.recipe;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.counterpoint.datasets.colored.ColorPlacement;
import dev.counterpoint.datasets.colored.ColorSource;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.optimizer.LearningRate;
import java.util.Locale;

/**
 * Everything that a training depends on besides its seed and its data: one immutable tree, read
 * from YAML, printed in full at the start and stored with the run. The names of its components are
 * the keys of the file.
 *
 * @param method how the encoder is trained
 * @param data what it is trained on
 * @param encoder what is trained
 * @param objective the loss
 * @param augmentation of the views of single-modal contrast
 * @param optimizer how parameters follow gradients
 * @param training how long, and how often to write
 */
@JsonPropertyOrder({
  "method",
  "data",
  "encoder",
  "objective",
  "augmentation",
  "optimizer",
  "training"
})
public record Recipe(
    Method method,
    Data data,
    Encoder encoder,
    Objective objective,
    AugmentationSettings augmentation,
    Optimization optimizer,
    Training training) {

  /** How an encoder is trained. */
  public enum Method {
    /** Multi-modal contrast of pictures and captions. */
    CLIP,
    /** Single-modal contrast of two views of a picture. */
    SIMCLR,
    /** Cross-entropy on labels. */
    SUPERVISED
  }

  /** A data set with its environments. */
  public enum Protocol {
    /** Ten digits and ten colours, Huang et al. 2024, section 6. */
    HUANG2024,
    /** Two classes, 14x14, environments 0.2 and 0.1, test 0.9: Arjovsky et al. 2019. */
    IRM,
    /** Two classes, 28x28, environments 0.1, 0.2, 0.9: Gulrajani and Lopez-Paz 2021. */
    DOMAINBED
  }

  /** Which digit a caption names. */
  public enum CaptionDigit {
    /** The digit that the picture shows. */
    CLEAN,
    /** The label after label noise. */
    NOISY
  }

  /** In what form a caption is given. */
  public enum CaptionForm {
    /** As the vector of an ideal language encoder. */
    ONE_HOT,
    /** As an English sentence, a fresh one in every epoch, to an encoder that learns to read. */
    SENTENCE
  }

  /**
   * What is trained on.
   *
   * @param protocol the environments; the binary protocols fix all that follows but
   *     trainingExamples
   * @param colorSource which label decides the colour
   * @param placement where the colour sits
   * @param labelNoise share of labels that are redrawn from all classes, in [0, 1]
   * @param colorRate share of examples with their favoured colour, in [0, 1]
   * @param captionDigit which digit the caption names
   * @param captionForm in what form the caption is given
   * @param testEnvironment index of the held-out environment (DomainBed's protocol: 0, 1 or 2)
   * @param trainingExamples use the first so many; 0 is all
   */
  public record Data(
      Protocol protocol,
      ColorSource colorSource,
      ColorPlacement placement,
      double labelNoise,
      double colorRate,
      CaptionDigit captionDigit,
      CaptionForm captionForm,
      int testEnvironment,
      int trainingExamples) {

    /** Checks the ranges. */
    public Data {
      Check.between("data.labelNoise", labelNoise, 0, 1);
      Check.between("data.colorRate", colorRate, 0, 1);
      Check.between("data.testEnvironment", testEnvironment, 0, 2);
      Check.atLeast("data.trainingExamples", trainingExamples, 0);
    }
  }

  /**
   * What is trained.
   *
   * @param type name of an image encoder: small-cnn, mlp, resnet18
   * @param features width of its result, at least 1
   * @param projection what leads from features to the space of the loss
   * @param embedding width of that space, at least 2; without meaning for the identity
   * @param sentence name of a text encoder for captions that are sentences; one-hot captions have
   *     one linear layer
   */
  public record Encoder(
      String type, int features, Projection projection, int embedding, String sentence) {

    /** What leads from features to the space of the loss. */
    public enum Projection {
      /** Nothing: the loss sees the features. */
      IDENTITY,
      /** One linear layer. */
      LINEAR,
      /** ReLU and a linear layer. */
      RELU_LINEAR
    }

    /** Checks the ranges. */
    public Encoder {
      Check.oneOf("encoder.type", type, Encoders.names());
      Check.atLeast("encoder.features", features, 1);
      Check.atLeast("encoder.embedding", embedding, 2);
      Check.oneOf("encoder.sentence", sentence, TextEncoders.names());
    }
  }

  /**
   * The contrastive loss; cross-entropy has no settings.
   *
   * @param temperature above 0
   * @param learnTemperature whether it is learned from this value on
   */
  public record Objective(double temperature, boolean learnTemperature) {

    /** Checks the ranges. */
    public Objective {
      Check.above("objective.temperature", temperature, 0, 0.01);
    }
  }

  /**
   * Views of single-modal contrast; each part is off at 0 (crops at 1).
   *
   * @param cropArea smallest area of a crop as a share of the picture, in (0, 1]
   * @param flip probability of a horizontal flip
   * @param rotation largest angle, degrees
   * @param shift largest shift as a share of the side
   * @param blur probability of Gaussian blur
   * @param colorJitter strength s of SimCLR's colour distortion
   * @param grayscale probability of losing the colour
   */
  public record AugmentationSettings(
      double cropArea,
      double flip,
      double rotation,
      double shift,
      double blur,
      double colorJitter,
      double grayscale) {

    /** Checks the ranges. */
    public AugmentationSettings {
      Check.between("augmentation.cropArea", cropArea, 0.01, 1);
      Check.between("augmentation.flip", flip, 0, 1);
      Check.between("augmentation.rotation", rotation, 0, 180);
      Check.between("augmentation.shift", shift, 0, 1);
      Check.between("augmentation.blur", blur, 0, 1);
      Check.between("augmentation.colorJitter", colorJitter, 0, 2);
      Check.between("augmentation.grayscale", grayscale, 0, 1);
    }
  }

  /**
   * How parameters follow gradients.
   *
   * @param type the rule
   * @param learningRate at its peak, above 0
   * @param weightDecay decoupled for AdamW, 0 or more
   * @param momentum of SGD, in [0, 1)
   * @param warmupSteps of linear rise, 0 or more
   * @param decay what follows the warm-up
   * @param clipNorm bound on the global norm of gradients; 0 is none
   */
  public record Optimization(
      Rule type,
      double learningRate,
      double weightDecay,
      double momentum,
      int warmupSteps,
      LearningRate.Decay decay,
      double clipNorm) {

    /** The rule. */
    public enum Rule {
      /** Adam with decoupled weight decay. */
      ADAMW,
      /** Stochastic gradient descent with momentum. */
      SGD
    }

    /** Checks the ranges. */
    public Optimization {
      Check.above("optimizer.learningRate", learningRate, 0, 0.001);
      Check.atLeast("optimizer.weightDecay", weightDecay, 0);
      Check.between("optimizer.momentum", momentum, 0, 0.9999);
      Check.atLeast("optimizer.warmupSteps", warmupSteps, 0);
      Check.atLeast("optimizer.clipNorm", clipNorm, 0);
    }
  }

  /**
   * How long to train, and how often to write.
   *
   * @param epochs passes over the training examples, at least 1
   * @param batchSize examples a step; at least 2 where examples are contrasted, at most as many as
   *     there are
   * @param logEvery steps between metrics lines, the only times when the host waits for the device
   * @param checkpointEvery steps between checkpoints; 0 is once an epoch, at most twice a minute
   */
  public record Training(int epochs, int batchSize, int logEvery, int checkpointEvery) {

    /** Checks the ranges. */
    public Training {
      Check.atLeast("training.epochs", epochs, 1);
      Check.atLeast("training.batchSize", batchSize, 1);
      Check.atLeast("training.logEvery", logEvery, 1);
      Check.atLeast("training.checkpointEvery", checkpointEvery, 0);
    }
  }

  /**
   * Checks what concerns more than one part.
   *
   * @throws RecipeException if parts do not fit together
   */
  public Recipe {
    if (method != Method.SUPERVISED && training.batchSize() < 2) {
      throw new RecipeException(
          "recipe value training.batchSize: a contrastive loss needs other examples to contrast"
              + " with, found a batch of "
              + training.batchSize(),
          "The nearest valid value is 2; good ones are 128 to 1024.");
    }
    if (method == Method.CLIP && data.protocol() != Protocol.HUANG2024) {
      throw new RecipeException(
          "recipe value method: clip needs captions, and protocol "
              + data.protocol().name().toLowerCase(Locale.ROOT)
              + " has none",
          "Use data.protocol=huang2024, or method=supervised.");
    }
  }
}
