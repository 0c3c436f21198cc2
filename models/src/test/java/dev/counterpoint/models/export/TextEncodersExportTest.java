package dev.counterpoint.models.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextPooling;
import dev.counterpoint.models.encoder.text.TextShape;
import dev.counterpoint.models.encoder.text.TextTransformer;
import dev.counterpoint.models.encoder.transformer.Gelu;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.onnx.OnnxInput;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text encoder computes as ONNX what it computes in DJL, for any batch. */
class TextEncodersExportTest {

  private static final TextShape SHAPE = new TextShape(30, 12, 1, 2, 0);
  private static final int FEATURES = 10;

  private final NDManager manager = NDManager.newBaseManager();
  private final Network network = new Network(manager, RandomAddress.seed(1));

  @AfterEach
  void close() {
    network.close();
    manager.close();
  }

  /** All but CLIP's own sizes. */
  static Stream<Arguments> small() {
    return TextEncoders.names().stream()
        .filter(name -> !name.startsWith("text-clip"))
        .flatMap(name -> Stream.of(TextPooling.values()).map(p -> Arguments.of(name, p)));
  }

  @ParameterizedTest
  @MethodSource("small")
  void anEncoderOfRowsOfFullLength(String name, TextPooling pooling) {
    check(name + ", " + pooling, TextEncoders.create(name, SHAPE, FEATURES, pooling), 12);
  }

  @ParameterizedTest
  @MethodSource("small")
  void anEncoderOfShorterRows(String name, TextPooling pooling) {
    check(name + ", " + pooling, TextEncoders.create(name, SHAPE, FEATURES, pooling), 7);
  }

  @ParameterizedTest
  @EnumSource
  void theActivationOfClip(TextPooling pooling) {
    TransformerSize size = new TransformerSize(24, 3, 4, Gelu.QUICK);
    check("quick, " + pooling, new TextTransformer(SHAPE, size, pooling, FEATURES), 12);
  }

  private void check(String what, Block block, int length) {
    Shape row = new Shape(length);
    network.add(what, block, new Shape(2).addAll(row));
    OnnxInput ids =
        OnnxInput.of("input_ids", -1, length).as(DataType.INT64).between(0, SHAPE.vocabularySize());
    ExportCheck.check(
        what, block, network.manager(), length, ids, row, TextEncodersExportTest::draw, "embeds");
  }

  /** Ids of all kinds; ends now and then, several in a row or none. */
  private static NDArray draw(NDManager manager, SplittableRandom random, Shape shape) {
    long[] ids = new long[(int) shape.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(6) == 0 ? SHAPE.endId() : random.nextInt(SHAPE.vocabularySize());
    }
    return manager.create(ids, shape);
  }
}
