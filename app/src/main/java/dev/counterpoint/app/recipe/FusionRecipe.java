package dev.counterpoint.app.recipe;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.counterpoint.app.recipe.Recipe.Optimization;
import dev.counterpoint.app.recipe.Recipe.Training;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.features.FeatureEncoders;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextPooling;
import java.util.List;
import java.util.Locale;

/**
 * Everything that a training of a fusion of modalities depends on besides its seed: one immutable
 * tree, read from YAML, printed in full at the start and stored with the run.
 *
 * @param data what is trained on
 * @param encoders one for each modality, by what the modality is
 * @param head what fuses their features
 * @param balance the method
 * @param start trained parts to begin with
 * @param optimizer how parameters follow gradients
 * @param training how long, and how often to write
 * @param selection which step is measured
 */
@JsonPropertyOrder({
  "data",
  "encoders",
  "head",
  "balance",
  "start",
  "optimizer",
  "training",
  "selection"
})
public record FusionRecipe(
    FusionSets data,
    Encoding encoders,
    Head head,
    Balance balance,
    Start start,
    Optimization optimizer,
    Training training,
    Chosen selection) {

  /** Which step of a training is measured. */
  public enum Chosen {
    /** The epoch that validates best. */
    VALIDATION,
    /** The last step. */
    LAST
  }

  /**
   * Encoders by the shape of a modality.
   *
   * @param picture of {@code (C, H, W)}, sound as a spectrogram included
   * @param vector of {@code (D)}
   * @param sequence of {@code (T, D)}
   * @param text of token ids {@code (L)}
   * @param pooling where a text transformer is read
   * @param features width of the result of each
   */
  public record Encoding(
      String picture,
      String vector,
      String sequence,
      String text,
      TextPooling pooling,
      int features) {

    /** Checks names and range. */
    public Encoding {
      Check.oneOf("encoders.picture", picture, Encoders.names());
      Check.oneOf("encoders.vector", vector, FeatureEncoders.names());
      Check.oneOf("encoders.sequence", sequence, FeatureEncoders.names());
      Check.oneOf("encoders.text", text, TextEncoders.names());
      Check.atLeast("encoders.features", features, 1);
    }
  }

  /**
   * What fuses features.
   *
   * @param type how
   * @param hidden units of the hidden layer; late-linear and cosine have none
   */
  public record Head(Type type, int hidden) {

    /** How features are fused. */
    public enum Type {
      /** The sum of a linear layer of each modality. */
      LATE_LINEAR,
      /** An MLP over the features side by side. */
      CONCATENATION,
      /** Gated multimodal units. */
      GATED
    }

    /** Checks the range. */
    public Head {
      Check.atLeast("head.hidden", hidden, 1);
    }
  }

  /**
   * Trained parts to begin with.
   *
   * @param from run directories of unimodal trainings, whose encoder and classifier are taken;
   *     empty is from first values
   */
  public record Start(List<String> from) {

    /** Copies the list. */
    public Start {
      from = List.copyOf(from);
    }
  }

  /**
   * Checks what concerns more than one part.
   *
   * @throws RecipeException if parts do not fit together
   */
  public FusionRecipe {
    boolean pretrained =
        balance.method() == Balance.Method.UNI_PRE_FROZEN
            || balance.method() == Balance.Method.UNI_PRE_FINETUNED;
    if (pretrained && start.from().isEmpty()) {
      throw new RecipeException(
          "recipe value start.from: method %s begins with encoders that were trained alone, found"
                  .formatted(balance.method().text())
              + " none",
          "Train each modality with balance.method=unimodal, and name the run directories here; or"
              + " use 'compare fusion', which does it.");
    }
    if (balance.method() == Balance.Method.MMCOSINE && head.type() != Head.Type.LATE_LINEAR) {
      throw new RecipeException(
          "recipe value head.type: method mmcosine has the head of its own, cosines instead of a"
              + " late linear layer, found "
              + head.type().name().toLowerCase(Locale.ROOT),
          "Use head.type=late-linear.");
    }
  }
}
