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
import java.awt.image.BufferedImage;
import java.io.IOException;
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
    NodeProto mean =
        NodeProto.newBuilder()
            .setOpType("ReduceMean")
            .addInput("pixel_values")
            .addOutput("image_embeds")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("axes")
                    .setType(AttributeProto.AttributeType.INTS)
                    .addInts(2)
                    .addInts(3))
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("keepdims")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(0))
            .build();
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("colors")
            .addInput(value("pixel_values", 3, SIDE, SIDE))
            .addOutput(value("image_embeds", 3))
            .addNode(mean)
            .build();
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name, long... sizes) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
