package dev.counterpoint.app.recipe;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.counterpoint.app.recipe.Recipe.AugmentationSettings;
import dev.counterpoint.app.recipe.Recipe.Optimization;
import dev.counterpoint.app.recipe.Recipe.Training;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation.Decoding;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextPooling;
import dev.counterpoint.models.objective.Repeats;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Everything that a training on pictures with captions depends on besides its seed: one immutable
 * tree, read from YAML, printed in full at the start and stored with the run.
 *
 * @param method which towers are trained, and by which contrast
 * @param data what they are trained on
 * @param image the tower of pictures
 * @param text the tower of captions
 * @param embedding width of the common space, at least 2
 * @param objective the loss
 * @param augmentation of pictures
 * @param optimizer how parameters follow gradients
 * @param training how long, and how often to write
 */
@JsonPropertyOrder({
  "method",
  "data",
  "image",
  "text",
  "embedding",
  "objective",
  "augmentation",
  "optimizer",
  "training"
})
public record CaptionedRecipe(
    Method method,
    Data data,
    Image image,
    Text text,
    int embedding,
    Objective objective,
    AugmentationSettings augmentation,
    Optimization optimizer,
    Training training) {

  /** Which towers are trained, and by which contrast. */
  public enum Method {
    /** Pictures with their captions, by softmax over the batch: Radford et al. 2021. */
    CLIP,
    /** Pictures with their captions, by a sigmoid for each pair: Zhai et al. 2023. */
    SIGLIP,
    /** Two views of each picture, no captions: Chen et al. 2020. */
    SIMCLR,
    /** Two captions of each picture, or two views of one, no pictures: Gao et al. 2021. */
    CAPTIONS
  }

  /** Which pictures are held out. */
  public enum SplitRule {
    /** A share of them, by a hash of their names: stable when pictures come and go. */
    HASH,
    /** As the field {@code splitField} says: train, validation, test. */
    FIELD,
    /** Those that the file {@code splitFile} names. */
    FILE
  }

  /** What happens to the shape of a picture. */
  public enum Shape {
    /** The shorter side fits, the middle is kept. */
    CROP,
    /** The whole picture fits, what is left over is filled. */
    PAD,
    /** Both sides fit. */
    STRETCH
  }

  /** What pixels in [0, 1] become before the model sees them. */
  public enum Scaling {
    /** They stay. */
    UNIT(0, 0, 0, 1, 1, 1),
    /** Mean 0 and deviation 1 over ImageNet, as encoders that were trained on it expect. */
    IMAGENET(0.485f, 0.456f, 0.406f, 0.229f, 0.224f, 0.225f),
    /** Mean 0 and deviation 1 over CLIP's pictures, as its weights expect. */
    CLIP(0.48145466f, 0.4578275f, 0.40821073f, 0.26862954f, 0.26130258f, 0.27577711f);

    private final float[] values;

    Scaling(float... values) {
      this.values = values;
    }

    /** What is subtracted from red, green and blue. */
    public float[] mean() {
      return new float[] {values[0], values[1], values[2]};
    }

    /** What they are divided by then. */
    public float[] deviation() {
      return new float[] {values[3], values[4], values[5]};
    }
  }

  /**
   * What is trained on.
   *
   * @param sources files, folders, shards or names of data sets
   * @param weights how often each source is drawn from; empty is by its size
   * @param imageColumn of a table; empty is found by its name
   * @param captionColumns of a table; empty is found by their names
   * @param imageFolder of a table; empty is beside it
   * @param where rows of a table to take, such as {@code skintone=}; empty is all
   * @param labelColumn classes for zero-shot and probe; empty is none
   * @param keywordFields columns, or fields of shards, that have keywords such as tags; empty is
   *     none
   * @param keywordShare probability that keywords take the place of a caption in training, in [0,
   *     0.9]
   * @param split which pictures are held out
   * @param splitField for {@link SplitRule#FIELD}
   * @param splitFile for {@link SplitRule#FILE}
   * @param heldOut share of pictures to measure on for {@link SplitRule#HASH}, in [0, 0.9]
   * @param validation share of pictures to choose by for {@link SplitRule#HASH}, in [0, 0.9]
   * @param side of the square that the model sees, pixels
   * @param shape what happens to the shape of a picture
   * @param decoding whether large JPEG are decoded smaller than they are
   * @param scaling what pixels become
   * @param background under transparent pixels and around padded pictures, 0 to 255
   * @param shuffleBuffer examples of shards that are shuffled with one another
   * @param cacheMegabytes of memory for resized pictures, used where all of them fit; 0 is none
   * @param maximumBad share of examples that may be bad, in [0, 1]
   */
  public record Data(
      List<String> sources,
      List<Double> weights,
      String imageColumn,
      List<String> captionColumns,
      String imageFolder,
      String where,
      String labelColumn,
      List<String> keywordFields,
      double keywordShare,
      SplitRule split,
      String splitField,
      String splitFile,
      double heldOut,
      double validation,
      int side,
      Shape shape,
      Decoding decoding,
      Scaling scaling,
      int background,
      int shuffleBuffer,
      int cacheMegabytes,
      double maximumBad) {

    /** Checks the ranges. */
    public Data {
      sources = List.copyOf(sources);
      weights = List.copyOf(weights);
      captionColumns = List.copyOf(captionColumns);
      keywordFields = List.copyOf(keywordFields);
      Check.between("data.keywordShare", keywordShare, 0, 0.9);
      Check.between("data.heldOut", heldOut, 0, 0.9);
      Check.between("data.validation", validation, 0, 0.9);
      Check.between("data.heldOut plus data.validation", heldOut + validation, 0, 0.95);
      Check.between("data.side", side, 8, 1024);
      Check.between("data.background", background, 0, 255);
      Check.atLeast("data.shuffleBuffer", shuffleBuffer, 1);
      Check.atLeast("data.cacheMegabytes", cacheMegabytes, 0);
      Check.between("data.maximumBad", maximumBad, 0, 1);
      weights.forEach(weight -> Check.above("data.weights", weight, 0, 1));
      if (!weights.isEmpty() && weights.size() != sources.size()) {
        throw new RecipeException(
            "recipe value data.weights: expected one for each of the %d sources, found %d"
                .formatted(sources.size(), weights.size()),
            "Leave it empty to weigh sources by their sizes.");
      }
    }
  }

  /**
   * The tower of pictures.
   *
   * @param encoder name of an image encoder
   * @param features width of its result
   * @param frozen whether it stays as it is and its projection alone is trained; of clip and siglip
   *     only
   * @param weights where it starts: empty for first values from the seed, a safetensors file of
   *     CLIP, or {@code zoo:ADDRESS} or {@code zoo:ADDRESS#ARTIFACT} for a model that DJL loads
   *     from a folder or URL; it takes the place of the encoder then; of clip and siglip only
   */
  public record Image(String encoder, int features, boolean frozen, String weights) {

    /** What {@link #weights} begin with where DJL loads the model. */
    public static final String ZOO = "zoo:";

    /** Checks the ranges. */
    public Image {
      Check.atLeast("image.features", features, 1);
      if (!weights.startsWith(ZOO)) {
        Check.oneOf("image.encoder", encoder, Encoders.names());
      }
    }

    /** Whether the encoder is a model that DJL loads. */
    public boolean fromZoo() {
      return weights.startsWith(ZOO);
    }
  }

  /**
   * The tower of captions.
   *
   * @param encoder name of a text encoder
   * @param features width of its result
   * @param pooling where a transformer is read: {@code causal-end} as in CLIP
   * @param tokenizer a tokenizer.json; empty is to train one from the captions
   * @param vocabulary tokens of a tokenizer that is trained here, at most; at least 515
   * @param length tokens of a caption, start and end included
   * @param wordDropout probability that a word of a training caption is left out, in [0, 0.9]
   * @param tokenSplitting probability that a token of a training caption is taken apart into the
   *     two that it was joined of, and those again, in [0, 0.9]
   * @param frozen whether it stays as it is, its projection included; of clip and siglip only
   * @param weights where it starts: empty for first values from the seed, or a safetensors file of
   *     CLIP; of clip and siglip only
   */
  public record Text(
      String encoder,
      int features,
      TextPooling pooling,
      String tokenizer,
      int vocabulary,
      int length,
      double wordDropout,
      double tokenSplitting,
      boolean frozen,
      String weights) {

    /** Checks the ranges. */
    public Text {
      Check.atLeast("text.features", features, 1);
      Check.oneOf("text.encoder", encoder, TextEncoders.names());
      Check.between("text.vocabulary", vocabulary, 515, 1_000_000);
      Check.between("text.length", length, 4, 1024);
      Check.between("text.wordDropout", wordDropout, 0, 0.9);
      Check.between("text.tokenSplitting", tokenSplitting, 0, 0.9);
    }
  }

  /**
   * The contrastive loss.
   *
   * @param temperature above 0
   * @param learnTemperature whether it is learned from this value on
   * @param bias of the sigmoid loss at the start, learned; of no meaning for others
   * @param repeats what becomes of examples of a batch that mean the same
   * @param microBatch examples that are embedded at a time, their gradients cached; 0 is the whole
   *     batch
   */
  public record Objective(
      double temperature, boolean learnTemperature, double bias, Repeats repeats, int microBatch) {

    /** Checks the ranges. */
    public Objective {
      Check.above("objective.temperature", temperature, 0, 0.01);
      Check.atLeast("objective.microBatch", microBatch, 0);
    }
  }

  /**
   * Checks what concerns more than one part.
   *
   * @throws RecipeException if parts do not fit together
   */
  public CaptionedRecipe {
    Check.atLeast("embedding", embedding, 2);
    Check.atLeast("training.batchSize", training.batchSize(), 2);
    if (objective.microBatch() > training.batchSize()) {
      throw new RecipeException(
          "recipe value objective.microBatch: expected at most the batch of %d, found %d"
              .formatted(training.batchSize(), objective.microBatch()),
          "Use 0 for the whole batch.");
    }
    if (method == Method.SIMCLR) {
      requireFromTheStart("image", image.frozen(), image.weights());
    }
    if (method == Method.CAPTIONS) {
      requireFromTheStart("text", text.frozen(), text.weights());
    }
  }

  /** A value that nothing would be made of is an error. */
  private static void requireFromTheStart(String tower, boolean frozen, String weights) {
    if (frozen || !weights.isEmpty()) {
      throw new RecipeException(
          "recipe value %s.%s: a method with one tower trains it from the start"
              .formatted(tower, frozen ? "frozen" : "weights"),
          frozen ? "The only valid value is false." : "The only valid value is \"\".");
    }
  }

  /** The same with another batch. */
  public CaptionedRecipe withBatchSize(int batchSize) {
    Training other =
        new Training(training.epochs(), batchSize, training.logEvery(), training.checkpointEvery());
    return new CaptionedRecipe(
        method, data, image, text, embedding, objective, augmentation, optimizer, other);
  }

  /** Whether captions are read. */
  public boolean hasText() {
    return method != Method.SIMCLR;
  }

  /** Whether pictures are read. */
  public boolean hasPictures() {
    return method != Method.CAPTIONS;
  }

  /**
   * The same with other sources, and with paths as they are seen from elsewhere.
   *
   * @param path what becomes of each path; what is empty stays so
   */
  public CaptionedRecipe withFiles(List<String> sources, UnaryOperator<String> path) {
    Data d = data;
    UnaryOperator<String> given = file -> file.isEmpty() ? file : path.apply(file);
    UnaryOperator<String> weights = file -> file.startsWith("zoo:") ? file : given.apply(file);
    return new CaptionedRecipe(
        method,
        new Data(
            sources,
            d.weights,
            d.imageColumn,
            d.captionColumns,
            given.apply(d.imageFolder),
            d.where,
            d.labelColumn,
            d.keywordFields,
            d.keywordShare,
            d.split,
            d.splitField,
            splitFile(d.splitFile, given),
            d.heldOut,
            d.validation,
            d.side,
            d.shape,
            d.decoding,
            d.scaling,
            d.background,
            d.shuffleBuffer,
            d.cacheMegabytes,
            d.maximumBad),
        new Image(image.encoder, image.features, image.frozen, weights.apply(image.weights)),
        new Text(
            text.encoder,
            text.features,
            text.pooling,
            given.apply(text.tokenizer),
            text.vocabulary,
            text.length,
            text.wordDropout,
            text.tokenSplitting,
            text.frozen,
            weights.apply(text.weights)),
        embedding,
        objective,
        augmentation,
        optimizer,
        training);
  }

  /**
   * {@code train=FILE,test=FILE}; what is of another form stays, to be refused where it is read.
   */
  private static String splitFile(String parts, UnaryOperator<String> path) {
    return Arrays.stream(parts.split(","))
        .map(part -> part.split("=", 2))
        .map(part -> part.length < 2 ? part[0] : part[0] + "=" + path.apply(part[1].strip()))
        .collect(Collectors.joining(","));
  }
}
