package dev.counterpoint.inference.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** {@code config.json} to and from its record. */
final class BundleConfigJson {

  private static final int MAX_SIZE = 1 << 24;

  private BundleConfigJson() {}

  static BundleConfig parse(String file, byte[] content) {
    JsonFields root = JsonFields.parse(file, content);
    requireFormat(root);
    Task task =
        Task.of(root.text("task"))
            .orElseThrow(
                () ->
                    root.wrong(
                        "task",
                        "expected image-classification, zero-shot-image-classification or"
                            + " image-feature-extraction"));
    JsonFields graphs = root.object("graphs");
    GraphSpec image = graph(graphs, "image");
    Optional<GraphSpec> text =
        graphs.has("text") ? Optional.of(graph(graphs, "text")) : Optional.empty();
    Optional<TextConfig> textConfig =
        root.has("text_config") ? Optional.of(textConfig(root)) : Optional.empty();
    String modelType = root.text("model_type");
    OptionalInt projection =
        root.has("projection_dim")
            ? OptionalInt.of(root.integer("projection_dim", 1, MAX_SIZE))
            : OptionalInt.empty();
    OptionalDouble scale =
        root.has("logit_scale")
            ? OptionalDouble.of(root.number("logit_scale"))
            : OptionalDouble.empty();
    List<String> labels = labels(root);
    JsonNode training = root.any("training").orElse(null);
    return root.make(
        "",
        task,
        t ->
            new BundleConfig(
                modelType, t, image, text, textConfig, projection, scale, labels, training));
  }

  private static TextConfig textConfig(JsonFields root) {
    JsonFields text = root.object("text_config");
    int length = text.integer("max_position_embeddings", 1, MAX_SIZE);
    int vocabulary = text.integer("vocab_size", 1, MAX_SIZE);
    int start = text.integer("bos_token_id", 0, MAX_SIZE);
    int end = text.integer("eos_token_id", 0, MAX_SIZE);
    int padding = text.integer("pad_token_id", 0, MAX_SIZE);
    return text.make("", length, l -> new TextConfig(l, vocabulary, start, end, padding));
  }

  static void requireFormat(JsonFields root) {
    String format = root.any("format").map(JsonNode::toString).orElse("nothing");
    if (!format.equals('"' + BundleConfig.FORMAT + '"')) {
      throw UnknownFormatException.format(root.file(), format);
    }
    int version = root.integer("format_version", 1, Integer.MAX_VALUE);
    if (version != BundleConfig.VERSION) {
      throw UnknownFormatException.version(root.file(), version);
    }
  }

  private static GraphSpec graph(JsonFields graphs, String name) {
    JsonFields graph = graphs.object(name);
    String file = graph.text("file");
    List<TensorSpec> inputs = graph.list("inputs", BundleConfigJson::tensor);
    List<TensorSpec> outputs = graph.list("outputs", BundleConfigJson::tensor);
    return graphs.make(name, file, f -> new GraphSpec(f, inputs, outputs));
  }

  private static TensorSpec tensor(JsonFields list, JsonNode element, String place) {
    JsonFields tensor = list.object(element, place);
    String name = tensor.text("name");
    String dtype = tensor.text("dtype");
    List<Integer> shape =
        tensor.list(
            "shape",
            (fields, size, at) ->
                size.isTextual() ? TensorSpec.DYNAMIC : fields.integer(size, at, 1, MAX_SIZE));
    return tensor.make("", shape, s -> new TensorSpec(name, dtype, s));
  }

  private static List<String> labels(JsonFields root) {
    List<String> labels = new ArrayList<>();
    if (root.has("id2label")) {
      JsonFields byId = root.object("id2label");
      for (int id = 0; id < byId.keys().size(); id++) {
        // The ids must be 0, 1, 2 and so on: the first that is not there is named.
        labels.add(byId.text(Integer.toString(id)));
      }
    }
    return labels;
  }

  static byte[] write(BundleConfig config) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", BundleConfig.FORMAT);
    root.put("format_version", BundleConfig.VERSION);
    root.put("model_type", config.modelType());
    root.put("task", config.task().text());
    ObjectNode graphs = root.putObject("graphs");
    graphs.set("image", graph(config.image()));
    config.text().ifPresent(text -> graphs.set("text", graph(text)));
    config.textConfig().ifPresent(text -> root.set("text_config", textConfig(text)));
    config.projectionDim().ifPresent(width -> root.put("projection_dim", width));
    config.logitScale().ifPresent(scale -> root.put("logit_scale", scale));
    if (!config.labels().isEmpty()) {
      ObjectNode byId = root.putObject("id2label");
      ObjectNode byLabel = root.putObject("label2id");
      for (int id = 0; id < config.labels().size(); id++) {
        byId.put(Integer.toString(id), config.labels().get(id));
        byLabel.put(config.labels().get(id), id);
      }
    }
    root.set("training", config.training());
    return JsonText.of(root);
  }

  private static ObjectNode textConfig(TextConfig text) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("max_position_embeddings", text.maxPositionEmbeddings())
        .put("vocab_size", text.vocabSize())
        .put("bos_token_id", text.bosTokenId())
        .put("eos_token_id", text.eosTokenId())
        .put("pad_token_id", text.padTokenId());
  }

  private static ObjectNode graph(GraphSpec graph) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("file", graph.file());
    graph.inputs().forEach(input -> node.withArray("inputs").add(tensor(input)));
    graph.outputs().forEach(output -> node.withArray("outputs").add(tensor(output)));
    return node;
  }

  private static ObjectNode tensor(TensorSpec tensor) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", tensor.name());
    node.put("dtype", tensor.dtype());
    var shape = node.putArray("shape");
    for (int i = 0; i < tensor.shape().size(); i++) {
      int size = tensor.shape().get(i);
      if (size == TensorSpec.DYNAMIC) {
        shape.add(i == 0 ? "batch" : "dynamic_" + i);
      } else {
        shape.add(size);
      }
    }
    return node;
  }
}
