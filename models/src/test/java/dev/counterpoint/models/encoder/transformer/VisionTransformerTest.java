package dev.counterpoint.models.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.GradientCheck;
import dev.counterpoint.models.network.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VisionTransformerTest {

  private static final int SEED = 23;
  private static final TransformerSize SIZE = new TransformerSize(8, 2, 2, Gelu.EXACT);

  private NDManager manager;
  private Network network;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
    manager.getEngine().setRandomSeed(SEED);
    network = new Network(manager, RandomAddress.seed(SEED));
  }

  @AfterEach
  void close() {
    network.close();
    manager.close();
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfDifferences(VisionSettings.Pooling pooling) {
    Shape shape = new Shape(16, 3, 8, 4);
    network.add(
        "vit", new VisionTransformer(new VisionSettings(SIZE, 4, pooling, true, true), 5), shape);
    GradientCheck.check(network, "vit", manager.randomNormal(shape), 1e-2, 2e-2, SEED);
  }

  @Test
  void withoutPositionsPatchesMayChangePlaces() {
    Shape shape = new Shape(2, 3, 4, 8);
    network.add("vit", new VisionTransformer(VisionSettings.plain(SIZE, 4), 8), shape);
    NDArray left = manager.randomNormal(new Shape(2, 3, 4, 4));
    NDArray right = manager.randomNormal(new Shape(2, 3, 4, 4));
    NDArray picture = left.concat(right, 3);
    NDArray swapped = right.concat(left, 3);
    assertThat(difference(picture, swapped)).isGreaterThan(1e-3f);
    network.parameters().get("vit/positions").getArray().muli(0);
    assertThat(difference(picture, swapped)).isLessThan(1e-5f);
  }

  @Test
  void everyPatchReachesTheResult() {
    Shape shape = new Shape(1, 1, 8, 8);
    network.add("vit", new VisionTransformer(VisionSettings.clip(SIZE, 4), 8), shape);
    NDArray picture = manager.randomNormal(shape);
    for (int patch = 0; patch < 4; patch++) {
      NDArray changed = picture.duplicate();
      int row = 4 * (patch / 2);
      int column = 4 * (patch % 2);
      changed.set(new NDIndex(":, :, {}:{}, {}:{}", row, row + 4, column, column + 4), 9);
      assertThat(difference(picture, changed)).as("patch " + patch).isGreaterThan(1e-3f);
    }
  }

  @Test
  void theOrderOfPicturesInMemoryDoesNotMatter() {
    Shape shape = new Shape(16, 3, 8, 8);
    network.add("vit", new VisionTransformer(VisionSettings.plain(SIZE, 4), 8), shape);
    NDArray pictures = manager.randomNormal(shape);
    NDArray channelsLast =
        pictures.transpose(0, 2, 3, 1).flatten().reshape(16, 8, 8, 3).transpose(0, 3, 1, 2);
    assertThat(difference(pictures, channelsLast)).isLessThan(1e-5f);
  }

  @Test
  void firstValuesOfTokensAndPositionsAreClips() {
    TransformerSize size = new TransformerSize(256, 1, 4, Gelu.EXACT);
    network.add(
        "vit", new VisionTransformer(VisionSettings.clip(size, 4), 16), new Shape(1, 3, 16, 16));
    assertDeviation("classToken", 1 / 16.0);
    assertDeviation("positions", 1 / 16.0);
    assertDeviation("projectionWeight", 1 / 16.0);
    assertDeviation("patchWeight", 1 / Math.sqrt(3 * 48));
  }

  @ParameterizedTest
  @CsvSource({"vit-tiny, 64, 128, 1024768", "vit-small, 64, 256, 6384896"})
  void sizesHaveTheirParameters(String name, int side, int features, long expected) {
    assertThat(parameters(Encoders.create(name, features), new Shape(1, 3, side, side)))
        .isEqualTo(expected);
  }

  @Test
  void viTB32IsClips() {
    Block block = Encoders.create("vit-b-32", 768);
    // The image tower of CLIP ViT-B/32 has 87,849,216 with the projection to 512.
    assertThat(parameters(block, new Shape(1, 3, 224, 224)) + 768 * 512).isEqualTo(87_849_216);
    assertThat(block.getParameters().keys())
        .contains("normBeforeGamma", "classToken", "12layer_qkvBias")
        .doesNotContain("patchBias", "projectionWeight");
  }

  @Test
  void picturesThatCannotBeCutAreRefusedBySizeAndPatch() {
    assertThatThrownBy(
            () -> network.add("vit", Encoders.create("vit-tiny", 4), new Shape(1, 3, 28, 28)))
        .isInstanceOf(PatchException.class)
        .hasMessageContaining("28 x 28 pixels (height x width)")
        .hasMessageContaining("patches of 8 x 8")
        .hasMessageContaining("24 or 32");
  }

  @Test
  void picturesOfAnotherSizeThanInTrainingAreRefused() {
    network.add("vit", Encoders.create("vit-tiny", 4), new Shape(1, 3, 16, 16));
    assertThatThrownBy(() -> network.forward("vit", manager.zeros(new Shape(1, 3, 24, 24)), false))
        .isInstanceOf(PatchException.class)
        .hasMessageContaining("made for pictures of shape (N, 3, 16, 16)")
        .hasMessageContaining("24");
  }

  private long parameters(Block block, Shape shape) {
    try (NDManager own = manager.newSubManager()) {
      block.initialize(own, DataType.FLOAT32, shape);
      return block.getParameters().values().stream().mapToLong(p -> p.getArray().size()).sum();
    }
  }

  private void assertDeviation(String name, double deviation) {
    NDArray values = network.parameters().get("vit/" + name).getArray();
    assertThat(Math.sqrt(values.square().mean().getFloat()))
        .as(name)
        .isEqualTo(deviation, within(5 * deviation / Math.sqrt(2.0 * values.size())));
  }

  private float difference(NDArray one, NDArray other) {
    return network
        .forward("vit", one, false)
        .sub(network.forward("vit", other, false))
        .abs()
        .max()
        .getFloat();
  }
}
