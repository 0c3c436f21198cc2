package dev.counterpoint.models.encoder.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.GradientCheck;
import dev.counterpoint.models.encoder.UnknownEncoderException;
import dev.counterpoint.models.encoder.transformer.Gelu;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import dev.counterpoint.models.network.Network;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextEncodersTest {

  private static final int SEED = 29;
  private static final int FEATURES = 6;
  private static final TextShape SHAPE = new TextShape(20, 9, 1, 2, 0);

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

  /** All encoders that a test can afford, with every pooling. */
  static Stream<Arguments> small() {
    return TextEncoders.names().stream()
        .filter(name -> !name.startsWith("text-clip"))
        .flatMap(name -> Stream.of(TextPooling.values()).map(p -> Arguments.of(name, p)));
  }

  @ParameterizedTest
  @MethodSource("small")
  void rowsOfAnyLengthGiveFeatures(String name, TextPooling pooling) {
    add(name, pooling);
    for (long[] row : new long[][] {{1, 2}, {1, 5, 2}, {1, 3, 4, 5, 6, 7, 8, 9, 2}}) {
      NDArray ids = manager.create(row, new Shape(1, row.length));
      NDArray features = network.forward("text", ids, false);
      assertThat(features.getShape()).isEqualTo(new Shape(1, FEATURES));
      assertThat(features.toFloatArray()).doesNotContain(Float.NaN);
      assertThat(features.getManager()).isSameAs(manager);
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void paddingChangesNothingWhateverItsId(String name, TextPooling pooling) {
    add(name, pooling);
    float[] plain = encode(1, 7, 5, 2);
    assertClose(encode(1, 7, 5, 2, 0, 0), plain);
    assertClose(encode(1, 7, 5, 2, 2, 2, 2), plain);
    assertClose(encode(1, 7, 5, 2, 9, 11, 2, 1, 4), plain);
  }

  @ParameterizedTest
  @MethodSource("small")
  void anIdThatPadsMayStandInTheTextToo(String name, TextPooling pooling) {
    add(name, pooling);
    assertThat(distance(encode(1, 7, 0, 5, 2), encode(1, 7, 5, 2))).isGreaterThan(1e-4);
    assertThat(distance(encode(1, 7, 0, 5, 2), encode(1, 7, 0, 0, 2))).isGreaterThan(1e-4);
  }

  @ParameterizedTest
  @MethodSource("small")
  void aRowWithoutEndIsFull(String name, TextPooling pooling) {
    add(name, pooling);
    assertThat(distance(encode(1, 7, 5, 4), encode(1, 7, 5, 3))).isGreaterThan(1e-4);
  }

  @ParameterizedTest
  @MethodSource("small")
  void everyTokenUpToTheEndIsSeen(String name, TextPooling pooling) {
    add(name, pooling);
    float[] plain = encode(1, 7, 5, 2);
    assertThat(distance(encode(1, 8, 5, 2), plain)).isGreaterThan(1e-4);
    assertThat(distance(encode(1, 7, 6, 2), plain)).isGreaterThan(1e-4);
  }

  @ParameterizedTest
  @MethodSource("small")
  void wordOrderMattersToTransformersOnly(String name, TextPooling pooling) {
    add(name, pooling);
    double distance = distance(encode(1, 7, 5, 4, 2), encode(1, 4, 5, 7, 2));
    if (name.equals("bag-of-words")) {
      assertThat(distance).isLessThan(1e-5);
    } else {
      assertThat(distance).isGreaterThan(1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void aRowDoesNotDependOnItsBatchNorOnWhetherItTrains(String name, TextPooling pooling) {
    add(name, pooling);
    NDArray ids = rows(17, 9);
    NDArray together = network.forward("text", ids, true);
    NDArray alone = network.forward("text", ids.get("3:4"), false);
    assertClose(alone.toFloatArray(), together.get("3:4").toFloatArray());
  }

  /** With the end in the middle read there, a causal stack knows nothing of what follows. */
  @Test
  void aCausalPositionDoesNotSeeLaterTokens() {
    add("text-tiny", TextPooling.CAUSAL_END);
    // The same prefix up to the end; were attention not causal, blocks before the last would mix.
    assertClose(encode(1, 7, 5, 2, 13, 17, 19), encode(1, 7, 5, 2, 3, 4, 6));
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfDifferences(TextPooling pooling) {
    TransformerSize size = new TransformerSize(6, 2, 2, Gelu.EXACT);
    TextShape shape = new TextShape(9, 6, 1, 2, 0);
    // Rows shorter than the longest, with padding, with tokens more than once.
    network.add("text", new TextTransformer(shape, size, pooling, 4), new Shape(16, 6));
    NDArray ids = rows(16, 5).mod(9);
    // Embeddings of 0.02 are too close to a kink of the norm for differences.
    network.parameters().get("text/tokenEmbedding").getArray().muli(50);
    GradientCheck.check(network, "text", ids, 1e-2, 2e-2, SEED);
  }

  @Test
  void gradientsOfTheBagOfWordsAreThoseOfDifferences() {
    network.add("text", new BagOfWordsEncoder(SHAPE, 5, 4), new Shape(3, 9));
    GradientCheck.check(network, "text", rows(3, 7), 1e-2, 5e-3, SEED);
  }

  @Test
  void wordsInContextBeginAsABagOfWords() {
    TransformerSize size = new TransformerSize(6, 2, 2, Gelu.EXACT);
    network.add("text", new BagOfWordsEncoder(SHAPE, 5, 4), new Shape(3, 9));
    network.add("context", new WordsInContextEncoder(SHAPE, 5, size, 4), new Shape(3, 9));
    for (String name : new String[] {"tokenEmbedding", "weight"}) {
      NDArray bag = network.parameters().get("text/" + name).getArray();
      network.parameters().get("context/" + name).getArray().set(bag.toFloatArray());
    }
    NDArray ids = rows(3, 7);
    assertClose(
        network.forward("context", ids, false).toFloatArray(),
        network.forward("text", ids, false).toFloatArray());
  }

  @Test
  void gradientsOfWordsInContextAreThoseOfDifferences() {
    TransformerSize size = new TransformerSize(6, 2, 2, Gelu.EXACT);
    network.add("text", new WordsInContextEncoder(SHAPE, 5, size, 4), new Shape(16, 9));
    network.parameters().get("text/gate").getArray().addi(1);
    GradientCheck.check(network, "text", rows(16, 7), 1e-2, 2e-2, SEED);
  }

  @Test
  void firstValuesAreClips() {
    add("text-tiny", TextPooling.CAUSAL_END);
    assertDeviation("tokenEmbedding", 0.02);
    assertDeviation("positions", 0.01);
    assertDeviation("projectionWeight", Math.pow(128, -0.5));
    assertDeviation("03layer_contractWeight", Math.pow(128, -0.5) * Math.pow(8, -0.5));
  }

  @ParameterizedTest
  @CsvSource({
    "bag-of-words, 2130048",
    "text-tiny, 1862400",
    "text-small, 6877184",
    "text-context, 2580224",
  })
  void sizesHaveTheirParameters(String name, long expected) {
    TextShape shape = new TextShape(8192, 32, 1, 2, 0);
    assertThat(parameters(TextEncoders.create(name, shape, 128, TextPooling.CAUSAL_END)))
        .isEqualTo(expected);
  }

  @Test
  void theTextTowerOfClipHasItsParameters() {
    Block tower =
        TextEncoders.create("text-clip-quickgelu", TextShape.CLIP, 512, TextPooling.CAUSAL_END);
    // With the image tower's 87,849,216 and the logit scale these are CLIP's 151,277,313.
    assertThat(parameters(tower)).isEqualTo(63_428_096).isEqualTo(151_277_313 - 87_849_216 - 1);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> TextEncoders.create("text-tyni", SHAPE, 4, TextPooling.MEAN))
        .isInstanceOf(UnknownEncoderException.class)
        .hasMessageContaining("there is no text encoder 'text-tyni'")
        .hasMessageContaining("Did you mean 'text-tiny'?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextEncoders.create("text-tiny", SHAPE, 0, TextPooling.MEAN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextEncoders.create("bag-of-words", SHAPE, 0, TextPooling.MEAN));
  }

  @ParameterizedTest
  @MethodSource("small")
  void idsInAnotherFormAreRefusedBeforeTheEngineSeesThem(String name, TextPooling pooling) {
    add(name, pooling);
    for (NDArray wrong :
        new NDArray[] {
          manager.zeros(new Shape(2, 10), DataType.INT64),
          manager.zeros(new Shape(2, 1), DataType.INT64),
          manager.zeros(new Shape(9), DataType.INT64),
          manager.zeros(new Shape(2, 9))
        }) {
      assertThatThrownBy(() -> network.forward("text", wrong, false))
          .isInstanceOf(TokenLengthException.class)
          .hasMessageContaining("int64 of shape (N, L) with L from 2 to 9")
          .hasMessageContaining(wrong.getShape().toString());
    }
  }

  @Test
  void aShapeThatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TextShape(20, 1, 1, 2, 0))
        .withMessageContaining("at least 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TextShape(20, 9, 1, 20, 0))
        .withMessageContaining("endId must be in 0 to 19, found 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TextShape(20, 9, 1, 2, -1))
        .withMessageContaining("padId");
    assertThatIllegalArgumentException().isThrownBy(() -> new TextShape(20, 9, 2, 2, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new TextShape(1 << 25, 9, 1, 2, 0));
  }

  private void add(String name, TextPooling pooling) {
    network.add("text", TextEncoders.create(name, SHAPE, FEATURES, pooling), new Shape(1, 9));
    // A gate that is closed at first would hide what is behind it.
    network.parameters().entrySet().stream()
        .filter(parameter -> parameter.getKey().endsWith("gate"))
        .forEach(gate -> gate.getValue().getArray().addi(1));
  }

  private float[] encode(long... row) {
    NDArray ids = manager.create(row, new Shape(1, row.length));
    return network.forward("text", ids, false).toFloatArray();
  }

  /** Start, some tokens, end, padding of 0. */
  private NDArray rows(int count, int length) {
    SplittableRandom random = new SplittableRandom(SEED);
    long[] ids = new long[count * length];
    for (int i = 0; i < count; i++) {
      int end = 1 + random.nextInt(length - 1);
      ids[i * length] = 1;
      for (int j = 1; j < end; j++) {
        ids[i * length + j] = 3 + random.nextInt(6);
      }
      ids[i * length + end] = 2;
    }
    return manager.create(ids, new Shape(count, length));
  }

  private long parameters(Block block) {
    try (NDManager own = manager.newSubManager()) {
      block.initialize(own, DataType.FLOAT32, new Shape(1, 9));
      return block.getParameters().values().stream().mapToLong(p -> p.getArray().size()).sum();
    }
  }

  private void assertDeviation(String name, double deviation) {
    NDArray values = network.parameters().get("text/" + name).getArray();
    assertThat(Math.sqrt(values.square().mean().getFloat()))
        .as(name)
        .isEqualTo(deviation, within(5 * deviation / Math.sqrt(2.0 * values.size())));
  }

  private static void assertClose(float[] found, float[] expected) {
    assertThat(distance(found, expected)).isLessThan(1e-5);
  }

  private static double distance(float[] one, float[] other) {
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i] - other[i]));
    }
    return largest;
  }
}
