package dev.counterpoint.inference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.inference.TestBundles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleConfigTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final BundleConfig CONFIG =
      new BundleConfig(
          "counterpoint-clip",
          Task.ZERO_SHOT,
          new GraphSpec(
              "model.onnx",
              List.of(TensorSpec.float32("pixel_values", -1, 3, 28, 28)),
              List.of(
                  TensorSpec.float32("features", -1, 128),
                  TensorSpec.float32("image_embeds", -1, 64))),
          Optional.of(
              new GraphSpec(
                  "text_model.onnx",
                  List.of(new TensorSpec("captions", "int64", List.of(-1, -1))),
                  List.of(TensorSpec.float32("text_embeds", -1, 64)))),
          OptionalInt.of(64),
          OptionalDouble.of(14.285714285714286),
          List.of("zero", "one \"1\""),
          JSON.createObjectNode().put("seed", 7).put("recipe", "colored-mnist-clip"));

  @Test
  void whatIsWrittenIsReadBackEqual() {
    assertThat(BundleConfig.parse("x", CONFIG.json())).isEqualTo(CONFIG);
  }

  @Test
  void whatIsSaidOfSentencesIsReadBackEqual() throws IOException {
    BundleConfig config = TestBundles.twoTowerConfig();
    assertThat(BundleConfig.parse("x", config.json())).isEqualTo(config);
    JsonNode tree = JSON.readTree(config.json());
    assertThat(tree.at("/text_config/max_position_embeddings").asInt()).isEqualTo(8);
    assertThat(tree.at("/text_config/vocab_size").asInt()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_position_embeddings | 2 | max_position_embeddings: expected 3 to 65536, found 2",
        "max_position_embeddings | null | text_config.max_position_embeddings: is missing",
        "vocab_size | 0 | text_config.vocab_size: expected an integer from 1",
        "vocab_size | 1 | eos_token_id: expected an id of the vocabulary, 0 to 0, found 1",
        "bos_token_id | 8 | bos_token_id: expected an id of the vocabulary, 0 to 7, found 8",
        "pad_token_id | -1 | text_config.pad_token_id: expected an integer from 0",
      })
  void aWrongValueOfTheTextConfigIsNamed(String key, String value, String message)
      throws IOException {
    ObjectNode tree = (ObjectNode) JSON.readTree(TestBundles.twoTowerConfig().json());
    ((ObjectNode) tree.get("text_config")).set(key, JSON.readTree(value));
    assertThatThrownBy(() -> BundleConfig.parse("c", JSON.writeValueAsBytes(tree)))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aTextConfigNeedsATextGraph() throws IOException {
    ObjectNode tree = (ObjectNode) JSON.readTree(TestBundles.twoTowerConfig().json());
    ((ObjectNode) tree.get("graphs")).remove("text");
    assertThatThrownBy(() -> BundleConfig.parse("c", JSON.writeValueAsBytes(tree)))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContaining("text_config needs graphs.text");
  }

  @Test
  void keysAreThoseOfHuggingFace() throws IOException {
    JsonNode tree = JSON.readTree(CONFIG.json());
    assertThat(tree.at("/id2label/1").asText()).isEqualTo("one \"1\"");
    assertThat(tree.at("/label2id/zero").asInt()).isZero();
    assertThat(tree.get("projection_dim").asInt()).isEqualTo(64);
    assertThat(tree.at("/graphs/image/inputs/0/shape/0").asText()).isEqualTo("batch");
  }

  @Test
  void unknownKeysAreLeftToOthers() throws IOException {
    ObjectNode tree = (ObjectNode) JSON.readTree(CONFIG.json());
    tree.put("transformers_version", "4.51");
    assertThat(BundleConfig.parse("x", JSON.writeValueAsBytes(tree))).isEqualTo(CONFIG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task | \"dreaming\" | task: expected image-classification",
        "task | null | task: is missing",
        "model_type | 3 | model_type: expected a text, found 3",
        "graphs | [] | graphs: expected an object, found []",
        "graphs | {} | graphs.image: is missing",
        "projection_dim | 0 | projection_dim: expected an integer from 1",
        "projection_dim | 1.5 | projection_dim: expected an integer from 1",
        "projection_dim | null | needs logit_scale and projection_dim",
        "logit_scale | -1 | logit_scale must be above zero",
        "logit_scale | \"NaN\" | logit_scale: expected a finite number",
        "logit_scale | 1e999 | logit_scale: expected a finite number",
        "id2label | {\"0\": \"a\", \"2\": \"b\"} | id2label.1: is missing",
        "id2label | {\"0\": 5} | id2label.0: expected a text, found 5",
        "id2label | null | needs id2label",
        "format_version | \"1\" | format_version: expected an integer",
      })
  void aWrongValueIsNamedByItsKey(String key, String value, String message) throws IOException {
    String text = new String(CONFIG.json(), StandardCharsets.UTF_8);
    ObjectNode tree = (ObjectNode) JSON.readTree(text);
    String marker = "\"@@\"";
    tree.put(key, "@@");
    byte[] changed =
        JSON.writeValueAsString(tree).replace(marker, value).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> BundleConfig.parse("bundle/config.json", changed))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageStartingWith("bundle/config.json: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "null", "[]", "3", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":01}", "\u0000"})
  void whatIsNoObjectIsSaidToBeNone(String text) {
    assertThatThrownBy(
            () -> BundleConfig.parse("config.json", text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfAny(MalformedConfigException.class, UnknownFormatException.class)
        .hasMessageStartingWith("config.json: ");
  }

  @Test
  void deeplyNestedJsonIsRefused() {
    byte[] deep = ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> BundleConfig.parse("config.json", deep))
        .isInstanceOf(MalformedConfigException.class);
  }

  @Test
  void damagedFilesAreReadOrRefusedButNeverCrash() {
    long seed = 20240611;
    Random random = new Random(seed);
    byte[] classes =
        new BundleClasses(List.of("a"), List.of(List.of("b")), List.of(new float[] {1, 2})).json();
    for (int round = 0; round < 3_000; round++) {
      BundleConfig whole = round % 2 == 0 ? CONFIG : TestBundles.twoTowerConfig();
      byte[] config = damaged(whole.json(), random);
      byte[] damagedClasses = damaged(classes, random);
      assertRefusedOrRead(seed, () -> BundleConfig.parse("config.json", config));
      assertRefusedOrRead(seed, () -> BundleClasses.parse("classes.json", damagedClasses));
      assertRefusedOrRead(seed, () -> PreprocessorConfig.parse("preprocessor.json", config));
    }
  }

  private static byte[] damaged(byte[] content, Random random) {
    byte[] damaged = content.clone();
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      byte[] likely = "{}[]\",:0-eE.\\n\u0000".getBytes(StandardCharsets.UTF_8);
      damaged[random.nextInt(damaged.length)] = likely[random.nextInt(likely.length)];
    }
    return damaged;
  }

  private static void assertRefusedOrRead(long seed, Runnable reading) {
    try {
      reading.run();
    } catch (CounterpointException e) {
      assertThat(e.problem()).as("seed " + seed).isNotBlank();
    }
  }

  @Test
  void embeddingsAreReadBackBitByBit() {
    float[] values = {0.1f, -3.4028235e38f / 1e20f, Float.MIN_VALUE, 1 / 3f};
    BundleClasses classes = new BundleClasses(List.of("a"), List.of(), List.of(values));
    assertThat(BundleClasses.parse("x", classes.json()).embeddings().get(0)).isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"labels\":[\"a\"],\"embeddings\":[[0,0]]}",
        "{\"labels\":[\"a\",\"b\"],\"embeddings\":[[1,0]]}",
        "{\"labels\":[\"a\",\"b\"],\"embeddings\":[[1,0],[1]]}",
        "{\"labels\":[\"a\"],\"embeddings\":[[1e39,0]]}",
        "{\"labels\":[\"a\"],\"embeddings\":[[\"1\"]]}",
        "{\"labels\":[\"a\"],\"embeddings\":3}",
        "{\"labels\":[\"a\"],\"embeddings\":[3]}",
        "{\"labels\":[\"a\"],\"prompts\":[3]}",
        "{\"labels\":[\"a\"],\"prompts\":[\"b\",\"c\"]}",
        "{\"labels\":[5]}",
        "{}"
      })
  void classesThatDoNotFitAreRefused(String text) {
    assertThatThrownBy(
            () -> BundleClasses.parse("classes.json", text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageStartingWith("classes.json: ");
  }
}
