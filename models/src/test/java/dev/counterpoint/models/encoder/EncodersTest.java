package dev.counterpoint.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.residual.SmallPictureResNet;
import dev.counterpoint.models.network.Network;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EncodersTest {

  private static final int FEATURES = 24;

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** All but CLIP's own, whose 88 M parameters their own test counts. */
  static Stream<String> names() {
    return Encoders.names().stream().filter(name -> !name.startsWith("vit-b-32"));
  }

  /** A shape as near as the encoder takes pictures. */
  private static Shape shape(String name, int count, int channels, int side) {
    int step = Encoders.sideStep(name);
    int fitting = (side + step - 1) / step * step;
    return new Shape(count, channels, fitting, fitting);
  }

  @ParameterizedTest
  @MethodSource("names")
  void pictureSizesAndChannelsOfTheExperimentsGiveFeatures(String name) {
    for (Shape shape : new Shape[] {shape(name, 3, 3, 28), shape(name, 3, 2, 14)}) {
      try (Network network = network(name, 1, shape)) {
        NDArray features = network.forward("encoder", pictures(shape), false);
        assertThat(features.getShape()).isEqualTo(new Shape(3, FEATURES));
        assertThat(network.block("encoder").getOutputShapes(new Shape[] {shape}))
            .containsExactly(new Shape(3, FEATURES));
        assertThat(finite(features)).isTrue();
        assertThat(features.getManager()).isSameAs(manager);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void inEvaluationAPictureDoesNotDependOnItsBatch(String name) {
    Shape shape = shape(name, 3, 3, 28);
    try (Network network = network(name, 1, shape)) {
      NDArray pictures = pictures(shape);
      NDArray together = network.forward("encoder", pictures, false);
      NDArray alone = network.forward("encoder", pictures.get("1:2"), false);
      assertThat(alone.getShape()).isEqualTo(new Shape(1, FEATURES));
      // Of the size of the features: untrained residual networks double them in every block.
      float size = 1 + together.abs().max().getFloat();
      assertThat(alone.sub(together.get("1:2")).abs().max().getFloat()).isLessThan(1e-5f * size);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientReachesEveryTrainableParameter(String name) {
    Shape shape = shape(name, 4, 3, 28);
    try (Network network = network(name, 1, shape)) {
      NDArray pictures = pictures(shape);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(network.forward("encoder", pictures, true).square().sum());
      }
      assertThat(network.trainable()).isNotEmpty();
      network
          .trainable()
          .forEach(
              (parameter, value) -> {
                NDArray gradient = value.getArray().getGradient();
                assertThat(finite(gradient)).as(parameter).isTrue();
                assertThat(gradient.abs().max().getFloat()).as(parameter).isPositive();
              });
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aSeedMeansTheSameParameters(String name) {
    Shape shape = shape(name, 1, 3, 14);
    try (Network one = network(name, 7, shape);
        Network same = network(name, 7, shape);
        Network other = network(name, 8, shape)) {
      assertThat(same.parameters().keySet()).isEqualTo(one.parameters().keySet());
      boolean differs = false;
      for (String parameter : one.parameters().keySet()) {
        NDArray values = one.parameters().get(parameter).getArray();
        assertThat(same.parameters().get(parameter).getArray().contentEquals(values)).isTrue();
        differs |= !other.parameters().get(parameter).getArray().contentEquals(values);
      }
      assertThat(differs).isTrue();
    }
  }

  @Test
  void resNetHasTheParametersOfThePaper() {
    try (Network network = new Network(manager, RandomAddress.seed(1))) {
      network.add("encoder", SmallPictureResNet.create(512), new Shape(1, 3, 28, 28));
      long trainable =
          network.trainable().values().stream().mapToLong(p -> p.getArray().size()).sum();
      // torchvision's 11,689,512 without the classifier (513,000), and 64 x 3 x 40 fewer stem
      // weights
      assertThat(trainable).isEqualTo(11_689_512 - 513_000 - 64 * 3 * 40);
      assertThat(network.forward("encoder", pictures(new Shape(2, 3, 28, 28)), false).getShape())
          .isEqualTo(new Shape(2, 512));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18-imagenet, 512, 11689512, 1000",
    "resnet34-imagenet, 512, 21797672, 1000",
    "resnet50-imagenet, 2048, 25557032, 1000"
  })
  void resNetsForImageNetHaveTheParametersOfTorchvision(
      String name, int pooled, long withClassifier, int classes) {
    Block encoder = Encoders.create(name, pooled);
    encoder.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 64, 64));
    long trainable =
        encoder.getParameters().values().stream()
            .filter(Parameter::requiresGradient)
            .mapToLong(parameter -> parameter.getArray().size())
            .sum();
    assertThat(trainable).isEqualTo(withClassifier - (long) (pooled + 1) * classes);
  }

  @Test
  void headsHaveTheirWidth() {
    try (Network network = new Network(manager, RandomAddress.seed(1))) {
      Shape shape = new Shape(2, 6);
      network.add("linear", ProjectionHeads.linear(4), shape);
      network.add("relu", ProjectionHeads.reluLinear(4), shape);
      network.add("identity", ProjectionHeads.identity(), shape);
      network.add("caption", LinearEncoder.create(5), new Shape(2, 3, 2));
      NDArray features = manager.ones(shape).neg();
      assertThat(network.forward("linear", features, true).getShape()).isEqualTo(new Shape(2, 4));
      assertThat(network.forward("linear", features, true).abs().sum().getFloat()).isPositive();
      assertThat(network.forward("relu", features, true).abs().sum().getFloat()).isZero();
      assertThat(network.forward("identity", features, true).contentEquals(features)).isTrue();
      assertThat(network.forward("caption", manager.ones(new Shape(2, 3, 2)), true).getShape())
          .isEqualTo(new Shape(2, 5));
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Encoders.create("resnet-18", 8))
        .isInstanceOf(UnknownEncoderException.class)
        .hasMessageContaining("there is no image encoder 'resnet-18'")
        .hasMessageContaining("Did you mean 'resnet18'? There are: mlp, resnet18, ");
    assertThatThrownBy(() -> Encoders.create("cnn", 8))
        .hasMessageContaining("Did you mean 'small-cnn'");
    assertThatIllegalArgumentException().isThrownBy(() -> Encoders.create("mlp", 0));
  }

  private Network network(String name, long seed, Shape shape) {
    Network network = new Network(manager, RandomAddress.seed(seed));
    Block encoder = Encoders.create(name, FEATURES);
    network.add("encoder", encoder, shape);
    return network;
  }

  private NDArray pictures(Shape shape) {
    SplittableRandom random = new SplittableRandom(61);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return manager.create(values, shape);
  }

  private static boolean finite(NDArray array) {
    for (float value : array.toFloatArray()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
