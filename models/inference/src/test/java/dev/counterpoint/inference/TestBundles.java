package dev.counterpoint.inference;

import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;
import dev.counterpoint.inference.bundle.BundleWriter;
import dev.counterpoint.inference.config.BundleClasses;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.GraphSpec;
import dev.counterpoint.inference.config.Task;
import dev.counterpoint.inference.config.TensorSpec;
import dev.counterpoint.inference.config.TextConfig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;

/** Small models whose results can be computed by hand, and one of the usual size. */
public final class TestBundles {

  /** Classes of the models that see colours. */
  public static final List<String> COLORS = List.of("red", "green", "blue");

  private static final int SIDE = 2;

  private TestBundles() {}

  /**
   * A model of 2 x 2 pictures: features are the sums of red, green and blue; the embedding is their
   * direction; the classes are the axes, so that the cosine with a class is its part of the length.
   *
   * @param scale one over temperature
   */
  public static BundleWriter zeroShot(double scale) {
    BundleConfig config =
        config(Task.ZERO_SHOT, OptionalDouble.of(scale), "image_embeds", OptionalInt.of(3));
    return new BundleWriter(config, preparation(SIDE), directions())
        .classes(
            new BundleClasses(
                COLORS,
                COLORS.stream().map(color -> List.of("all is " + color)).toList(),
                List.of(new float[] {2, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 0, 1})))
        .card("# Colours\n");
  }

  /** Words that the model of {@link #twoTower} knows; their ids are their places. */
  public static final List<String> WORDS =
      List.of("<|startoftext|>", "<|endoftext|>", "[UNK]", "red", "green", "blue", "a", "of");

  /** Tokens of a row of {@link #twoTower}. */
  public static final int LENGTH = 8;

  /**
   * A model of 2 x 2 pictures and sentences: both embeddings are a direction in red, green and
   * blue; that of a sentence is the mean of its words, of which colours have their axis and all
   * others say a little of each.
   */
  public static BundleWriter twoTower() {
    return new BundleWriter(twoTowerConfig(), preparation(SIDE), directions())
        .textModel(textModel(WORDS.size()), tokenizer());
  }

  /** What {@link #twoTower} says of itself. */
  public static BundleConfig twoTowerConfig() {
    return new BundleConfig(
        "test",
        Task.ZERO_SHOT,
        new GraphSpec(
            "model.onnx",
            List.of(pixels(SIDE)),
            List.of(
                TensorSpec.float32("features", -1, 3), TensorSpec.float32("image_embeds", -1, 3))),
        Optional.of(
            new GraphSpec(
                "text_model.onnx",
                List.of(new TensorSpec("input_ids", "int64", List.of(-1, LENGTH))),
                List.of(TensorSpec.float32("text_embeds", -1, 3)))),
        Optional.of(new TextConfig(LENGTH, WORDS.size(), 0, 1, 1)),
        OptionalInt.of(3),
        OptionalDouble.of(10),
        List.of(),
        null);
  }

  /** A WordPiece tokenizer that knows whole words only. */
  public static byte[] tokenizer() {
    StringBuilder vocabulary = new StringBuilder();
    for (int id = 0; id < WORDS.size(); id++) {
      vocabulary.append(id == 0 ? "" : ", ").append("\"%s\": %d".formatted(WORDS.get(id), id));
    }
    return """
        {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [
        {"id": 0, "content": "<|startoftext|>", "single_word": false, "lstrip": false,
         "rstrip": false, "normalized": false, "special": true},
        {"id": 1, "content": "<|endoftext|>", "single_word": false, "lstrip": false,
         "rstrip": false, "normalized": false, "special": true}],
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": null, "decoder": null,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100, "vocab": {%s}}}
        """
        .formatted(vocabulary)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] directions() {
    return colors(new GraphBuilder())
        .node("ReduceL2", "features", "length", GraphBuilder.integers("axes", 1))
        .node("Div", "features length", "image_embeds")
        .output("image_embeds", 3)
        .bytes();
  }

  private static byte[] textModel(int words) {
    float[] table = new float[3 * words];
    Arrays.fill(table, 0.01f);
    for (int color = 0; color < COLORS.size(); color++) {
      table[3 * WORDS.indexOf(COLORS.get(color)) + color] = 1;
    }
    return new GraphBuilder()
        .ids("input_ids", LENGTH)
        .parameter("table", table, words, 3)
        .node("Gather", "table input_ids", "words")
        .node(
            "ReduceMean",
            "words",
            "mean",
            GraphBuilder.integers("axes", 1),
            GraphBuilder.integer("keepdims", 0))
        .node("ReduceL2", "mean", "size", GraphBuilder.integers("axes", 1))
        .node("Div", "mean size", "text_embeds")
        .output("text_embeds", 3)
        .bytes();
  }

  /** As {@link #zeroShot}, with logits that are the sums of the colours. */
  public static BundleWriter supervised() {
    byte[] model =
        colors(new GraphBuilder())
            .node("Identity", "features", "logits")
            .output("logits", 3)
            .bytes();
    BundleConfig config =
        config(Task.CLASSIFICATION, OptionalDouble.empty(), "logits", OptionalInt.empty());
    return new BundleWriter(config, preparation(SIDE), model);
  }

  /** As {@link #zeroShot}, without classes. */
  public static BundleWriter featuresOnly() {
    BundleConfig config =
        new BundleConfig(
            "test",
            Task.FEATURES,
            new GraphSpec(
                "model.onnx",
                List.of(pixels(SIDE)),
                List.of(TensorSpec.float32("features", -1, 3))),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            List.of(),
            null);
    return new BundleWriter(config, preparation(SIDE), colors(new GraphBuilder()).bytes());
  }

  /** The usual small convolutional encoder for 28 x 28 pictures with random parameters. */
  public static BundleWriter smallConvolutions(long seed) {
    Random random = new Random(seed);
    GraphBuilder graph = new GraphBuilder().input("pixel_values", 3, 28, 28);
    convolution(graph, random, "pixel_values", "first", 3, 32);
    convolution(graph, random, "first", "second", 32, 64);
    byte[] model =
        graph
            .node("Flatten", "second", "flat", GraphBuilder.integer("axis", 1))
            .parameter("weight", normal(random, 128 * 3136, 0.02), 128, 3136)
            .parameter("bias", normal(random, 128, 0.1), 128)
            .node("Gemm", "flat weight bias", "features", GraphBuilder.integer("transB", 1))
            .output("features", 128)
            .bytes();
    BundleConfig config =
        new BundleConfig(
            "test",
            Task.FEATURES,
            new GraphSpec(
                "model.onnx",
                List.of(pixels(28)),
                List.of(TensorSpec.float32("features", -1, 128))),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            List.of(),
            null);
    return new BundleWriter(config, preparation(28), model);
  }

  private static void convolution(
      GraphBuilder graph, Random random, String input, String output, int from, int to) {
    String conv = output + ".conv";
    String norm = output + ".norm";
    float[] ones = new float[to];
    Arrays.fill(ones, 1.1f);
    graph
        .parameter(conv + ".weight", normal(random, to * from * 9, 0.1), to, from, 3, 3)
        .node(
            "Conv",
            input + " " + conv + ".weight",
            conv,
            GraphBuilder.integers("kernel_shape", 3, 3),
            GraphBuilder.integers("strides", 2, 2),
            GraphBuilder.integers("pads", 1, 1, 1, 1))
        .parameter(norm + ".gamma", ones, to)
        .parameter(norm + ".beta", normal(random, to, 0.1), to)
        .parameter(norm + ".mean", normal(random, to, 0.1), to)
        .parameter(norm + ".variance", ones, to)
        .node(
            "BatchNormalization",
            "%s %s.gamma %s.beta %s.mean %s.variance".formatted(conv, norm, norm, norm, norm),
            norm)
        .node("Relu", norm, output);
  }

  private static GraphBuilder colors(GraphBuilder graph) {
    return graph
        .input("pixel_values", 3, SIDE, SIDE)
        .node(
            "ReduceMean",
            "pixel_values",
            "mean",
            GraphBuilder.integers("axes", 2, 3),
            GraphBuilder.integer("keepdims", 0))
        .parameter("four", new float[] {4}, 1)
        .node("Mul", "mean four", "features")
        .output("features", 3);
  }

  private static BundleConfig config(
      Task task, OptionalDouble scale, String output, OptionalInt projection) {
    GraphSpec graph =
        new GraphSpec(
            "model.onnx",
            List.of(pixels(SIDE)),
            List.of(TensorSpec.float32("features", -1, 3), TensorSpec.float32(output, -1, 3)));
    return new BundleConfig("test", task, graph, Optional.empty(), projection, scale, COLORS, null);
  }

  private static TensorSpec pixels(int side) {
    return TensorSpec.float32("pixel_values", -1, 3, side, side);
  }

  /** Bytes to 0 to 1, nothing else. */
  public static PicturePreparation preparation(int side) {
    return PicturePreparation.unit(side, side, Resize.STRETCH);
  }

  private static float[] normal(Random random, int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }
}
