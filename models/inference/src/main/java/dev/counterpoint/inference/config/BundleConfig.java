package dev.counterpoint.inference.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What {@code config.json} says: which model this is, its graphs, and its classes.
 *
 * @param modelType kind of training, as {@code counterpoint-clip}; free text
 * @param task what it is for
 * @param image the encoder of pictures: input {@code pixel_values (batch, 3, H, W) float32},
 *     outputs {@code features (batch, F)} and {@code image_embeds (batch, D)} with rows of length
 *     one or {@code logits (batch, K)}
 * @param text the encoder of captions: output {@code text_embeds (batch, D)} with rows of length
 *     one; input {@code input_ids (batch, L) int64} if there is a {@code textConfig}
 * @param textConfig how sentences become the input of {@code text}; absent where they cannot, as
 *     for captions of a fixed list
 * @param projectionDim width {@code D} of the embeddings
 * @param logitScale what cosines are multiplied by before the softmax: one over the temperature
 * @param labels names of the {@code K} classes in their order; none for features only
 * @param training free: recipe, seed, data, versions, protocol
 */
public record BundleConfig(
    String modelType,
    Task task,
    GraphSpec image,
    Optional<GraphSpec> text,
    Optional<TextConfig> textConfig,
    OptionalInt projectionDim,
    OptionalDouble logitScale,
    List<String> labels,
    JsonNode training) {

  /** The name of the file. */
  public static final String FILE = "config.json";

  /** The name of the format. */
  public static final String FORMAT = "counterpoint-bundle";

  /** The version of the format that is written and read. */
  public static final int VERSION = 1;

  /** The input of the encoder of pictures. */
  public static final String PIXEL_VALUES = "pixel_values";

  /** The output before projection or head. */
  public static final String FEATURES = "features";

  /** The output of length one, for comparison with captions. */
  public static final String IMAGE_EMBEDS = "image_embeds";

  /** The input of the encoder of sentences. */
  public static final String INPUT_IDS = "input_ids";

  /** The output of length one of the encoder of captions. */
  public static final String TEXT_EMBEDS = "text_embeds";

  /** The name of the tokenizer, in the format of Hugging Face. */
  public static final String TOKENIZER = "tokenizer.json";

  /** The output with a number for each class. */
  public static final String LOGITS = "logits";

  /**
   * Checks what belongs together.
   *
   * @throws IllegalArgumentException if the task needs an output, labels or a scale that is not
   *     there
   */
  public BundleConfig {
    labels = List.copyOf(labels);
    training = training == null ? JsonNodeFactory.instance.objectNode() : training.deepCopy();
    // Whoever can encode sentences can be given the classes when they are asked for.
    boolean open = task == Task.ZERO_SHOT && textConfig.isPresent();
    if (task != Task.FEATURES && labels.isEmpty() && !open) {
      throw new IllegalArgumentException("task " + task.text() + " needs id2label");
    }
    if (task == Task.ZERO_SHOT) {
      requireOutput(image, IMAGE_EMBEDS, task);
      if (logitScale.isEmpty() || projectionDim.isEmpty()) {
        throw new IllegalArgumentException(
            "task " + task.text() + " needs logit_scale and projection_dim");
      }
    }
    if (task == Task.CLASSIFICATION) {
      requireOutput(image, LOGITS, task);
    }
    if (textConfig.isPresent() && text.isEmpty()) {
      throw new IllegalArgumentException("text_config needs graphs.text");
    }
    if (logitScale.isPresent() && !(logitScale.getAsDouble() > 0)) {
      throw new IllegalArgumentException("logit_scale must be above zero");
    }
  }

  /** A model that cannot encode any sentence. */
  public BundleConfig(
      String modelType,
      Task task,
      GraphSpec image,
      Optional<GraphSpec> text,
      OptionalInt projectionDim,
      OptionalDouble logitScale,
      List<String> labels,
      JsonNode training) {
    this(
        modelType,
        task,
        image,
        text,
        Optional.empty(),
        projectionDim,
        logitScale,
        labels,
        training);
  }

  private static void requireOutput(GraphSpec graph, String output, Task task) {
    if (graph.output(output).isEmpty()) {
      throw new IllegalArgumentException("task " + task.text() + " needs the output " + output);
    }
  }

  /**
   * Reads the file.
   *
   * @param file bundle and file, for errors
   * @throws UnknownFormatException if it is of another format or version
   * @throws MalformedConfigException if a value is missing or wrong
   */
  public static BundleConfig parse(String file, byte[] content) {
    return BundleConfigJson.parse(file, content);
  }

  /**
   * Reads of the file only what it is.
   *
   * @param file bundle and file, for errors
   * @throws UnknownFormatException if it is of another format or version
   * @throws MalformedConfigException if it is no JSON
   */
  public static void requireFormat(String file, byte[] content) {
    BundleConfigJson.requireFormat(JsonFields.parse(file, content));
  }

  /** The file's content. */
  public byte[] json() {
    return BundleConfigJson.write(this);
  }
}
