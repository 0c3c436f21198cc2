package dev.counterpoint.app.bench.step;

import dev.counterpoint.models.encoder.text.TextShape;
import dev.counterpoint.models.encoder.transformer.Gelu;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Two transformer towers that are measured, by the names of their encoders; the peer builds the
 * same from the sizes.
 *
 * @param name stands in place of a recipe's
 * @param image name of the image encoder
 * @param imageSize its size
 * @param text name of the text encoder, read at the end of causal rows
 * @param textSize its size
 * @param side of the pictures, pixels; a multiple of {@link #PATCH}
 */
public record Towers(
    String name,
    String image,
    TransformerSize imageSize,
    String text,
    TransformerSize textSize,
    int side) {

  private static final int SIDE = 64;

  /** Side of a patch, pixels. */
  static final int PATCH = 8;

  /** Width of the space of the loss. */
  static final int EMBEDDING = 128;

  /** Rows of captions. */
  static final TextShape ROWS = new TextShape(8192, 32, 1, 2, 0);

  /** Temperature of the loss, fixed. */
  static final double TEMPERATURE = 0.1;

  /** Of CLIP's training of ViT-B/32, as are the settings of the optimizer. */
  static final double LEARNING_RATE = 5e-4;

  /** Share of a weight that a step takes away, times the learning rate. */
  static final double WEIGHT_DECAY = 0.2;

  /** Decay of the mean of gradients. */
  static final double BETA_1 = 0.9;

  /** Decay of the mean of squares. */
  static final double BETA_2 = 0.98;

  /** Added to the root of the squares. */
  static final double EPSILON = 1e-6;

  /** About 1 M parameters a tower, and an embedding of 1 M. */
  public static final Towers TINY =
      new Towers(
          "towers-tiny",
          "vit-tiny",
          new TransformerSize(128, 5, 4, Gelu.EXACT),
          "text-tiny",
          new TransformerSize(128, 4, 4, Gelu.EXACT),
          SIDE);

  /** About 6 M parameters a tower. */
  public static final Towers SMALL =
      new Towers(
          "towers-small",
          "vit-small",
          new TransformerSize(256, 8, 8, Gelu.EXACT),
          "text-small",
          new TransformerSize(256, 6, 8, Gelu.EXACT),
          SIDE);

  /** The towers of a name; empty if it is a recipe's. */
  static Optional<Towers> named(String name) {
    return List.of(TINY, SMALL).stream().filter(towers -> towers.name.equals(name)).findFirst();
  }

  /** The same on pictures of another side, pixels. */
  Towers withSide(int pixels) {
    return new Towers(name, image, imageSize, text, textSize, pixels);
  }

  /**
   * As the peer reads them.
   *
   * @param batchSize examples a step
   */
  Properties settings(int batchSize) {
    Properties settings = new Properties();
    settings.setProperty("network", "towers");
    put(settings, "batchSize", batchSize);
    put(settings, "side", side);
    put(settings, "patch", PATCH);
    put(settings, "embedding", EMBEDDING);
    put(settings, "imageWidth", imageSize.width());
    put(settings, "imageLayers", imageSize.layers());
    put(settings, "imageHeads", imageSize.heads());
    put(settings, "textWidth", textSize.width());
    put(settings, "textLayers", textSize.layers());
    put(settings, "textHeads", textSize.heads());
    put(settings, "vocabulary", ROWS.vocabularySize());
    put(settings, "length", ROWS.length());
    put(settings, "end", ROWS.endId());
    put(settings, "temperature", TEMPERATURE);
    put(settings, "learningRate", LEARNING_RATE);
    put(settings, "weightDecay", WEIGHT_DECAY);
    put(settings, "beta1", BETA_1);
    put(settings, "beta2", BETA_2);
    put(settings, "epsilon", EPSILON);
    return settings;
  }

  private static void put(Properties settings, String key, Number value) {
    settings.setProperty(key, value.toString());
  }
}
