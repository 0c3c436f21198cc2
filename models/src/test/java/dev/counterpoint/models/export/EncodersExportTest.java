package dev.counterpoint.models.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.transformer.Gelu;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import dev.counterpoint.models.encoder.transformer.VisionSettings;
import dev.counterpoint.models.encoder.transformer.VisionTransformer;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every registered encoder, and what stands on it, computes as ONNX what it computes in DJL. */
class EncodersExportTest {

  private static final int FEATURES = 24;
  private static final Set<String> LARGE =
      Set.of(
          "vit-b-32",
          "vit-b-32-quickgelu",
          "resnet18-imagenet",
          "resnet34-imagenet",
          "resnet50-imagenet");

  private final NDManager manager = NDManager.newBaseManager();
  private final Network network = new Network(manager, RandomAddress.seed(1));

  @AfterEach
  void close() {
    network.close();
    manager.close();
  }

  /** All but those of tens of millions of parameters, whose parts are in the smaller ones. */
  static Stream<String> names() {
    return Encoders.names().stream().filter(name -> !LARGE.contains(name));
  }

  /** Rows of pictures as near as the encoder takes them. */
  private static Shape row(String name, int channels, int height, int width) {
    int step = Encoders.sideStep(name);
    return new Shape(channels, up(height, step), up(width, step));
  }

  private static int up(int side, int step) {
    return (side + step - 1) / step * step;
  }

  static Stream<Arguments> namesAndChannels() {
    return names()
        .flatMap(
            name -> IntStream.rangeClosed(1, 3).mapToObj(channels -> Arguments.of(name, channels)));
  }

  @ParameterizedTest
  @MethodSource("namesAndChannels")
  void anEncoderOfTheExperimentsPictures(String name, int channels) {
    checkEncoder(name, 1, row(name, channels, 28, 28));
    checkEncoder(name, 2, row(name, channels, 14, 14));
  }

  @ParameterizedTest
  @MethodSource("namesAndChannels")
  void anEncoderOfPicturesOfAnySize(String name, int channels) {
    long seed = 100L + channels;
    SplittableRandom random = new SplittableRandom(seed);
    Shape row = row(name, channels, 8 + random.nextInt(25), 8 + random.nextInt(25));
    checkEncoder(name, seed, row);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aTrainedEncoderKeepsItsRunningStatistics(String name) {
    Shape row = row(name, 3, 14, 14);
    Block encoder = Encoders.create(name, FEATURES);
    network.add("encoder", encoder, new Shape(8).addAll(row));
    Map<String, float[]> before = statistics();
    train(row, 5);
    before.forEach(
        (statistic, values) ->
            assertThat(network.parameters().get(statistic).getArray().toFloatArray())
                .as(statistic)
                .isNotEqualTo(values));
    ExportCheck.check(name + ", trained", encoder, network.manager(), 3, row, "features");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18-imagenet", "resnet50-imagenet"})
  void residualNetworksForImageNet(String name) {
    Shape row = new Shape(3, 40, 32);
    Block encoder = Encoders.create(name, FEATURES);
    network.add("encoder", encoder, new Shape(8).addAll(row));
    // Each untrained block doubles its input, and with it the rounding, unless it adds less.
    network
        .parameters()
        .forEach(
            (parameter, values) -> {
              if (parameter.endsWith("gamma")) {
                values.getArray().muli(0.5f);
              }
            });
    ExportCheck.check(name, encoder, network.manager(), 6, row, "features");
  }

  @Test
  void aResidualNetworkOfDjlsZooWithoutItsClassifier() {
    Shape row = new Shape(3, 28, 20);
    SequentialBlock block =
        ResNetV1.builder().setNumLayers(14).setOutSize(10).setImageShape(row).build();
    block.removeLastBlock(); // flatten
    block.removeLastBlock(); // linear
    check("ResNetV1", block, row);
  }

  @ParameterizedTest
  @EnumSource
  void visionTransformersOfEveryKind(Gelu gelu) {
    TransformerSize size = new TransformerSize(24, 2, 3, gelu);
    Shape row = new Shape(3, 16, 8);
    for (VisionSettings.Pooling pooling : VisionSettings.Pooling.values()) {
      VisionSettings settings = new VisionSettings(size, 8, pooling, true, false);
      check(gelu + ", " + pooling, new VisionTransformer(settings, FEATURES), row);
      check(gelu + ", " + pooling + ", projected", new VisionTransformer(settings, 7), row);
    }
  }

  @Test
  void heads() {
    Shape row = new Shape(11);
    check("linear head", ProjectionHeads.linear(5), row);
    check("relu-linear head", ProjectionHeads.reluLinear(5), row);
    check("identity head", ProjectionHeads.identity(), row);
  }

  @Test
  void aCaptionEncoderOfFlatAndOfSquareCodes() {
    check("linear encoder, flat", LinearEncoder.create(7), new Shape(20));
    check("linear encoder, square", LinearEncoder.create(7), new Shape(2, 10));
  }

  private void checkEncoder(String name, long seed, Shape row) {
    String what = name + " " + row;
    Block encoder = Encoders.create(name, FEATURES);
    network.add(what, encoder, new Shape(2).addAll(row));
    ExportCheck.check(what, encoder, network.manager(), seed, row, "features");
  }

  private void check(String what, Block block, Shape row) {
    network.add(what, block, new Shape(2).addAll(row));
    ExportCheck.check(what, block, network.manager(), 4, row);
  }

  private Map<String, float[]> statistics() {
    Map<String, float[]> values = new TreeMap<>();
    network
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (parameter.getType() == Parameter.Type.RUNNING_MEAN
                  || parameter.getType() == Parameter.Type.RUNNING_VAR) {
                values.put(name, parameter.getArray().toFloatArray());
              }
            });
    return values;
  }

  private void train(Shape row, int steps) {
    AdamW optimizer = new AdamW(network.trainable(), AdamW.Settings.DEFAULT, manager);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < steps; i++) {
      try (NDManager step = manager.newSubManager()) {
        NDArray pictures = ExportCheck.random(step, random, new Shape(8).addAll(row));
        NDArray target = ExportCheck.random(step, random, new Shape(8, FEATURES));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray difference = target.sub(network.forward("encoder", pictures, true));
          collector.backward(difference.mul(difference).mean());
        }
        optimizer.step(0.003);
      }
    }
  }
}
