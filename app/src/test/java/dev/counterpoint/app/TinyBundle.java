package dev.counterpoint.app;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;
import dev.counterpoint.inference.bundle.BundleWriter;
import dev.counterpoint.inference.config.BundleClasses;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.GraphSpec;
import dev.counterpoint.inference.config.Task;
import dev.counterpoint.inference.config.TensorSpec;
import dev.counterpoint.inference.config.TextConfig;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javax.imageio.ImageIO;

/**
 * A model that needs no training: its embedding is the mean of red, green and blue, its classes are
 * these colours.
 */
public final class TinyBundle {

  private static final int SIDE = 2;
  private static final int LENGTH = 8;
  private static final int RED = 3;
  private static final List<String> WORDS =
      List.of("<|startoftext|>", "<|endoftext|>", "[UNK]", "red", "green", "blue");

  private TinyBundle() {}

  /** Writes it. */
  public static Path write(Path folder) {
    BundleConfig config =
        new BundleConfig(
            "test",
            Task.ZERO_SHOT,
            new GraphSpec(
                "model.onnx",
                List.of(TensorSpec.float32("pixel_values", -1, 3, SIDE, SIDE)),
                List.of(TensorSpec.float32("image_embeds", -1, 3))),
            Optional.empty(),
            OptionalInt.of(3),
            OptionalDouble.of(10),
            List.of("red, as blood", "green", "blue"),
            null);
    new BundleWriter(config, preparation(), model())
        .classes(
            new BundleClasses(
                config.labels(),
                List.of(),
                List.of(new float[] {1, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 0, 1})))
        .write(folder);
    return folder;
  }

  /**
   * Writes one that reads sentences too: a sentence is the mean of its words, of which red, green
   * and blue are these colours, and all others a little of each.
   */
  public static Path twoTower(Path folder) {
    BundleConfig config =
        new BundleConfig(
            "test",
            Task.ZERO_SHOT,
            new GraphSpec(
                "model.onnx",
                List.of(TensorSpec.float32("pixel_values", -1, 3, SIDE, SIDE)),
                List.of(TensorSpec.float32("image_embeds", -1, 3))),
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
    new BundleWriter(config, preparation(), model())
        .textModel(textModel(), tokenizer())
        .write(folder);
    return folder;
  }

  /** A WordPiece tokenizer that knows whole words only. */
  private static byte[] tokenizer() {
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

  private static byte[] textModel() {
    TensorProto.Builder table =
        TensorProto.newBuilder()
            .setName("table")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(WORDS.size())
            .addDims(3);
    for (int id = 0; id < WORDS.size(); id++) {
      for (int color = 0; color < 3; color++) {
        table.addFloatData(id == RED + color ? 1 : 0.01f);
      }
    }
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("words")
            .addInput(value(TensorProto.DataType.INT64, "input_ids", LENGTH))
            .addOutput(value("text_embeds", 3))
            .addInitializer(table)
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("Gather")
                    .addInput("table")
                    .addInput("input_ids")
                    .addOutput("words"))
            .addNode(mean("words", "mean", 1))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("ReduceL2")
                    .addInput("mean")
                    .addOutput("length")
                    .addAttribute(axes(1)))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("Div")
                    .addInput("mean")
                    .addInput("length")
                    .addOutput("text_embeds"))
            .build();
    return file(graph);
  }

  /** Writes a picture of one colour. */
  public static Path picture(Path file, int color) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(i % SIDE, i / SIDE, color);
    }
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static PicturePreparation preparation() {
    return PicturePreparation.unit(SIDE, SIDE, Resize.STRETCH);
  }

  private static byte[] model() {
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("colors")
            .addInput(value("pixel_values", 3, SIDE, SIDE))
            .addOutput(value("image_embeds", 3))
            .addNode(mean("pixel_values", "image_embeds", 2, 3))
            .build();
    return file(graph);
  }

  private static NodeProto mean(String input, String output, long... over) {
    return NodeProto.newBuilder()
        .setOpType("ReduceMean")
        .addInput(input)
        .addOutput(output)
        .addAttribute(axes(over))
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("keepdims")
                .setType(AttributeProto.AttributeType.INT)
                .setI(0))
        .build();
  }

  private static AttributeProto axes(long... over) {
    AttributeProto.Builder axes =
        AttributeProto.newBuilder().setName("axes").setType(AttributeProto.AttributeType.INTS);
    for (long axis : over) {
      axes.addInts(axis);
    }
    return axes.build();
  }

  private static byte[] file(GraphProto graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name, long... sizes) {
    return value(TensorProto.DataType.FLOAT, name, sizes);
  }

  private static ValueInfoProto value(TensorProto.DataType type, String name, long... sizes) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
