package dev.counterpoint.models.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.safetensors.SafetensorsFile;
import dev.counterpoint.datasets.safetensors.SafetensorsReader;
import dev.counterpoint.datasets.safetensors.SafetensorsWriter;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.datasets.safetensors.TensorType;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.SmallConvEncoder;
import dev.counterpoint.models.encoder.text.TextPooling;
import dev.counterpoint.models.encoder.text.TextShape;
import dev.counterpoint.models.encoder.text.TextTransformer;
import dev.counterpoint.models.encoder.transformer.Gelu;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import dev.counterpoint.models.encoder.transformer.VisionSettings;
import dev.counterpoint.models.encoder.transformer.VisionTransformer;
import dev.counterpoint.models.network.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClipWeightsTest {

  private static final long SEED = 41;
  private static final int HEADS = 2;
  private static final int SIDE = 32;
  private static final int END = 39;
  private static final ClipFile SMALL = ClipFile.SMALL;

  private final NDManager manager = NDManager.newBaseManager();
  private final List<Network> networks = new ArrayList<>();

  @AfterEach
  void close() {
    networks.forEach(Network::close);
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"HUGGING_FACE, QUICK", "HUGGING_FACE, EXACT", "OPEN_CLIP, QUICK", "OPEN_CLIP, EXACT"})
  void towersComputeWhatTheFilesModelComputes(ClipLayout layout, Gelu gelu, @TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("model.safetensors");
    try (OutputStream out = Files.newOutputStream(path)) {
      SafetensorsWriter.write(out, file(layout));
    }
    SafetensorsFile file = SafetensorsReader.read(path);
    ClipWeights weights = ClipWeights.of(path.toString(), file);
    assertThat(weights.layout()).isEqualTo(layout);
    Network network = network(gelu);
    weights.loadImage(network, "image", "projection");
    weights.loadText(network, "text");

    ClipReference reference = new ClipReference(file, layout, HEADS, gelu == Gelu.QUICK);
    float[] picture = picture();
    assertClose(embed(network, picture), reference.image(picture, SIDE, SMALL.patch()));
    for (long[] ids : texts()) {
      assertClose(embed(network, ids), reference.text(ids, END));
    }
  }

  @Test
  void bothLayoutsOfAModelGiveTheSameParameters() {
    assertThat(bits(loaded(file(ClipLayout.HUGGING_FACE))))
        .isEqualTo(bits(loaded(file(ClipLayout.OPEN_CLIP))));
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void numbersOfSixteenBitsBecomeThirtyTwo(TensorType type) {
    for (ClipLayout layout : ClipLayout.values()) {
      assertThat(bits(loaded(ClipFile.as(file(layout), type))))
          .as(layout.name())
          .isEqualTo(bits(loaded(file(layout))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x0001, 0x1p-24", "0x8001, -0x1p-24", "0x03FF, 0x3FFp-24", "0x0400, 0x1p-14",
    "0x3C00, 1", "0x7BFF, 65504", "0xC000, -2", "0x8000, -0.0"
  })
  void halfPrecisionIsReadToItsEdges(String bits, String value) {
    assertThat(Numbers.fromHalf((short) (int) Integer.decode(bits)))
        .isEqualTo(Float.valueOf(value));
  }

  @Test
  void theTemperatureIsTheFiles() {
    assertThat(weights(file(ClipLayout.HUGGING_FACE)).logitScale().orElseThrow())
        .isEqualTo(Math.exp(2.5));
    SafetensorsFile without = without(file(ClipLayout.HUGGING_FACE), "logit_scale");
    assertThat(weights(without).logitScale()).isEmpty();
  }

  @Test
  void aTemperatureOfManyNumbersIsRefused() {
    TensorEntry row = ClipFile.random(new SplittableRandom(SEED), "logit_scale", 2);
    SafetensorsFile file = with(file(ClipLayout.OPEN_CLIP), row);
    assertThatThrownBy(() -> weights(file).logitScale())
        .isInstanceOf(WeightsDoNotFitException.class)
        .hasMessageContaining("logit_scale")
        .hasMessageContaining("expected one number");
  }

  @Test
  void theImageTowerAloneCanBeLoadedFromAFileOfItsOwn() {
    SafetensorsFile whole = file(ClipLayout.HUGGING_FACE);
    List<TensorEntry> own =
        whole.entries().stream().filter(tensor -> tensor.name().startsWith("vis")).toList();
    Network network = network(Gelu.QUICK);
    weights(new SafetensorsFile(Map.of(), own)).loadImage(network, "image", "projection");
    assertThat(embed(network, picture())).isEqualTo(embed(loaded(whole), picture()));
  }

  @Test
  void theProjectionStaysWhereItIsNotAskedFor() {
    Network network = network(Gelu.QUICK);
    Map<String, List<Integer>> before = bits(network);
    weights(file(ClipLayout.OPEN_CLIP)).loadImage(network, "image", null);
    assertThat(bits(network).get("projection/weight")).isEqualTo(before.get("projection/weight"));
    assertThat(bits(network).get("image/patchWeight"))
        .isNotEqualTo(before.get("image/patchWeight"));
  }

  @Test
  void aFileOfAnotherKindIsRefusedWithItsNames() {
    SafetensorsFile other =
        new SafetensorsFile(
            Map.of(), List.of(ClipFile.random(new SplittableRandom(1), "bert.pooler.weight", 2)));
    assertThatThrownBy(() -> ClipWeights.of("model.safetensors", other))
        .isInstanceOf(UnknownLayoutException.class)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("bert.pooler.weight")
        .hasMessageContaining("text_model.embeddings.token_embedding.weight");
  }

  static Stream<Arguments> spoiled() {
    SplittableRandom random = new SplittableRandom(SEED);
    String image = "vision_model.encoder.layers.1.mlp.fc2.bias";
    String text = "text_model.encoder.layers.1.self_attn.k_proj.weight";
    return Stream.of(
        spoiled("no tensor", file -> without(file, image), "there is no tensor " + image),
        spoiled(
            "no tensor of a stack (text)",
            file -> without(file, text),
            "there is no tensor " + text),
        spoiled(
            "one tensor more",
            file -> with(file, ClipFile.random(random, "vision_model.adapter.weight", 3)),
            "tensor vision_model.adapter.weight that ours has no place for"),
        spoiled(
            "one layer more (text)",
            file ->
                with(file, ClipFile.random(random, "text_model.encoder.layers.2.mlp.fc1.bias", 9)),
            "text_model.encoder.layers.2.mlp.fc1.bias that ours has no place for"),
        spoiled(
            "another shape",
            file -> with(file, ClipFile.random(random, image, 65)),
            "expected [64], found [65]"),
        spoiled(
            "another number of dimensions",
            file -> with(file, ClipFile.random(random, image, 1, 64)),
            "expected [64], found [1, 64]"),
        spoiled(
            "no dimension where some are stacked (text)",
            file -> with(file, ClipFile.random(random, text)),
            "differ in shape"),
        spoiled(
            "a projection to another width (text)",
            file -> with(file, ClipFile.random(random, "text_projection.weight", 25, 64)),
            "expected [24, 64], found [25, 64]"),
        spoiled(
            "a projection on its side",
            file -> with(file, ClipFile.random(random, "visual_projection.weight", 64, 24)),
            "expected [24, 64], found [64, 24]"),
        spoiled(
            "quantised numbers",
            file ->
                with(
                    file,
                    new TensorEntry(
                        image, TensorType.I8, new long[] {64}, ByteBuffer.allocate(64))),
            "expected numbers F32, F16 or BF16"),
        spoiled(
            "a number that is none",
            file -> with(file, filled(image, 64, 5, Float.NaN)),
            "number 5 of it, row by row, is NaN"));
  }

  private static Arguments spoiled(
      String what, UnaryOperator<SafetensorsFile> spoil, String message) {
    boolean text = what.endsWith("(text)");
    return Arguments.of(what, text, spoil, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoiled")
  void whatDoesNotFitIsNamedAndChangesNothing(
      String what, boolean text, UnaryOperator<SafetensorsFile> spoil, String message) {
    ClipWeights weights = weights(spoil.apply(file(ClipLayout.HUGGING_FACE)));
    Network network = network(Gelu.QUICK);
    Map<String, List<Integer>> before = bits(network);
    assertThatThrownBy(
            () -> {
              if (text) {
                weights.loadText(network, "text");
              } else {
                weights.loadImage(network, "image", "projection");
              }
            })
        .isInstanceOf(WeightsDoNotFitException.class)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining(message);
    assertThat(bits(network)).isEqualTo(before);
  }

  @Test
  void anOpenClipProjectionToAnotherWidthIsNamedInTheFilesShape() {
    SafetensorsFile file =
        with(
            file(ClipLayout.OPEN_CLIP),
            ClipFile.random(new SplittableRandom(SEED), "visual.proj", 64, 25));
    assertThatThrownBy(() -> weights(file).loadImage(network(Gelu.QUICK), "image", "projection"))
        .isInstanceOf(WeightsDoNotFitException.class)
        .hasMessageContaining("visual.proj does not fit our parameter projection/weight")
        .hasMessageContaining("expected [64, 24], found [64, 25]");
  }

  @Test
  void anEncoderOfAnotherFormIsRefused() {
    Network network = new Network(manager, RandomAddress.seed(1));
    networks.add(network);
    network.add("image", SmallConvEncoder.create(8), new Shape(1, 3, 28, 28));
    assertThatThrownBy(() -> weights(file(ClipLayout.OPEN_CLIP)).loadImage(network, "image", null))
        .isInstanceOf(WeightsDoNotFitException.class)
        .hasMessageContaining("there is no parameter image/patchWeight")
        .hasMessageContaining("vit-b-32");
  }

  @Test
  void anEncoderWithItsOwnProjectionIsRefused() {
    Network network = new Network(manager, RandomAddress.seed(1));
    networks.add(network);
    TransformerSize size = new TransformerSize(64, 2, HEADS, Gelu.QUICK);
    network.add(
        "image",
        new VisionTransformer(VisionSettings.clip(size, SMALL.patch()), 24),
        new Shape(1, 3, SIDE, SIDE));
    assertThatThrownBy(() -> weights(file(ClipLayout.OPEN_CLIP)).loadImage(network, "image", null))
        .isInstanceOf(WeightsDoNotFitException.class)
        .hasMessageContaining("nothing in it is our parameter image/projectionWeight")
        .hasMessageContaining("image.features 768");
  }

  private static SafetensorsFile file(ClipLayout layout) {
    return layout == ClipLayout.HUGGING_FACE ? SMALL.huggingFace(SEED) : SMALL.openClip(SEED);
  }

  private static ClipWeights weights(SafetensorsFile file) {
    return ClipWeights.of("model.safetensors", file);
  }

  private Network loaded(SafetensorsFile file) {
    Network network = network(Gelu.QUICK);
    weights(file).loadImage(network, "image", "projection");
    weights(file).loadText(network, "text");
    return network;
  }

  private Network network(Gelu gelu) {
    Network network = new Network(manager, RandomAddress.seed(7));
    networks.add(network);
    TransformerSize size = new TransformerSize(64, SMALL.layers(), HEADS, gelu);
    network.add(
        "image",
        new VisionTransformer(VisionSettings.clip(size, SMALL.patch()), 64),
        new Shape(1, 3, SIDE, SIDE));
    network.add("projection", ProjectionHeads.linear(SMALL.embedding()), new Shape(1, 64));
    TextShape shape = new TextShape(SMALL.vocabulary(), SMALL.length(), END - 1, END, END);
    network.add(
        "text",
        new TextTransformer(shape, size, TextPooling.CAUSAL_END, SMALL.embedding()),
        new Shape(1, SMALL.length()));
    return network;
  }

  private static float[] picture() {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    float[] picture = new float[3 * SIDE * SIDE];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (float) random.nextGaussian();
    }
    return picture;
  }

  private static List<long[]> texts() {
    return List.of(
        new long[] {END - 1, 3, 17, 0, 36, 5, 9, END},
        new long[] {END - 1, 21, 4, END, END, END, END, END},
        new long[] {END - 1, END, END, END, END, END, END, END});
  }

  private float[] embed(Network network, float[] picture) {
    try (NDManager scope = manager.newSubManager()) {
      var features =
          network.forward("image", scope.create(picture, new Shape(1, 3, SIDE, SIDE)), false);
      return network.forward("projection", features, false).toFloatArray();
    }
  }

  private float[] embed(Network network, long[] ids) {
    try (NDManager scope = manager.newSubManager()) {
      return network
          .forward("text", scope.create(ids, new Shape(1, ids.length)), false)
          .toFloatArray();
    }
  }

  /** To a hundred-thousandth of the largest number. */
  private static void assertClose(float[] found, double[] expected) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .as("%d, seed %d", i, SEED)
          .isCloseTo(expected[i], within(1e-5 * largest));
    }
  }

  private static Map<String, List<Integer>> bits(Network network) {
    Map<String, List<Integer>> bits = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            (name, parameter) -> {
              List<Integer> own = new ArrayList<>();
              for (float value : parameter.getArray().toFloatArray()) {
                own.add(Float.floatToRawIntBits(value));
              }
              bits.put(name, own);
            });
    return bits;
  }

  private static SafetensorsFile without(SafetensorsFile file, String name) {
    return new SafetensorsFile(
        file.metadata(),
        file.entries().stream().filter(tensor -> !tensor.name().equals(name)).toList());
  }

  private static SafetensorsFile with(SafetensorsFile file, TensorEntry tensor) {
    List<TensorEntry> tensors = new ArrayList<>(without(file, tensor.name()).entries());
    tensors.add(tensor);
    return new SafetensorsFile(file.metadata(), tensors);
  }

  private static TensorEntry filled(String name, int size, int at, float value) {
    ByteBuffer data = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(4 * at, value);
    return new TensorEntry(name, TensorType.F32, new long[] {size}, data);
  }
}
