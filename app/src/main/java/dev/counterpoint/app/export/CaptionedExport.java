package dev.counterpoint.app.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.counterpoint.app.captioned.TrainedTowers;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.datasets.text.TokenRows;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.bundle.BundleWriter;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.Task;
import dev.counterpoint.inference.config.TextConfig;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.ImageGraph;
import dev.counterpoint.models.learner.ImageLearner;
import dev.counterpoint.onnx.OnnxInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * From a training on captioned pictures to a bundle: graphs of both towers, tokenizer, card and
 * parity record.
 *
 * @param towers what the run ended with
 * @param manifest of the run
 * @param evaluation of the same checkpoint, if it was measured
 */
public record CaptionedExport(
    TrainedTowers towers, RunManifest manifest, Optional<CaptionedEvaluation> evaluation) {

  private static final int SAMPLES = 16;
  private static final String IMAGE_FILE = "model.onnx";
  private static final String TEXT_FILE = "text_model.onnx";

  /**
   * Writes the bundle, with each graph compared with the network first.
   *
   * @param name of the model, for its card
   * @param folder a new folder
   * @param replace whether a bundle that is there may be replaced
   * @throws NotExportableException if the run has no tower of pictures, or a graph is not what was
   *     trained; nothing is left then
   */
  public Bundle write(String name, Path folder, boolean replace) {
    if (!(towers.learner() instanceof ImageLearner learner)) {
      throw new NotExportableException(
          "this run has no tower of pictures, which a bundle is made of",
          "Runs of the methods clip, siglip and simclr have one.",
          null);
    }
    try (NDManager manager = learner.network().manager().newSubManager()) {
      ImageGraph graph = learner.imageGraph();
      NDArray pictures = towers.samplePictures(manager, SAMPLES);
      Shape shape = pictures.getShape();
      GraphExport image =
          GraphExport.of(
              IMAGE_FILE,
              graph,
              BundleConfig.PIXEL_VALUES,
              new long[] {-1, shape.get(1), shape.get(2), shape.get(3)},
              graph.outputs(),
              pictures);
      List<GraphExport> graphs = new ArrayList<>(List.of(image));
      clip().map(clip -> text(clip, manager)).ifPresent(graphs::add);
      ParityFile parity =
          new ParityFile(image.versions(), graphs.stream().map(GraphExport::parity).toList());
      BundleWriter writer =
          new BundleWriter(config(graphs, manager), towers.preparation(), image.model());
      if (graphs.size() > 1) {
        writer.textModel(graphs.get(1).model(), towers.tokenizer().json());
      }
      return writer
          .card(new CaptionedCard(name, towers, manifest, evaluation, parity.graphs()).text())
          .parity(parity.toJson())
          .write(folder, replace);
    }
  }

  private Optional<ClipLearner> clip() {
    return towers.learner() instanceof ClipLearner clip ? Optional.of(clip) : Optional.empty();
  }

  private GraphExport text(ClipLearner clip, NDManager manager) {
    int length = towers.recipe().text().length();
    TokenRows rows = towers.tokenizer().encode(towers.sampleCaptions(SAMPLES), length);
    NDArray ids = manager.create(rows.ids(), new Shape(rows.rows(), length));
    OnnxInput input =
        OnnxInput.of(BundleConfig.INPUT_IDS, -1, length)
            .as(DataType.INT64)
            .between(0, towers.tokenizer().vocabularySize());
    return GraphExport.of(
        TEXT_FILE,
        clip.captionGraph(),
        input,
        new long[] {-1, length},
        List.of(BundleConfig.TEXT_EMBEDS),
        ids);
  }

  private BundleConfig config(List<GraphExport> graphs, NDManager manager) {
    Optional<ClipLearner> clip = clip();
    CaptionTokenizer tokenizer = towers.tokenizer();
    return new BundleConfig(
        "counterpoint-" + towers.recipe().method().name().toLowerCase(Locale.ROOT),
        clip.isPresent() ? Task.ZERO_SHOT : Task.FEATURES,
        graphs.get(0).spec(),
        graphs.size() > 1 ? Optional.of(graphs.get(1).spec()) : Optional.empty(),
        clip.map(
            any ->
                new TextConfig(
                    towers.recipe().text().length(),
                    tokenizer.vocabularySize(),
                    tokenizer.startId(),
                    tokenizer.endId(),
                    tokenizer.padId())),
        OptionalInt.of(towers.recipe().embedding()),
        clip.map(any -> OptionalDouble.of(any.logitScale(manager).getFloat()))
            .orElse(OptionalDouble.empty()),
        List.of(),
        training());
  }

  /** Where it comes from, for machines; the card says it for people. */
  private JsonNode training() {
    ObjectNode training = new ObjectMapper().createObjectNode();
    training.put("seed", manifest.seed()).put("step", towers.step());
    training.set("versions", new ObjectMapper().valueToTree(manifest.versions()));
    try {
      ObjectNode recipe =
          (ObjectNode) new YAMLMapper().readTree(CaptionedRecipes.toYaml(towers.recipe()));
      // Where the pictures lay is the affair of whoever trained.
      ((ObjectNode) recipe.path("data")).remove(List.of("sources", "imageFolder", "splitFile"));
      training.set("recipe", recipe);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return training;
  }
}
