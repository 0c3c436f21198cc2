package dev.counterpoint.app.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.counterpoint.app.data.SentenceDigitCaptions;
import dev.counterpoint.app.evaluation.Readout.Layer;
import dev.counterpoint.app.evaluation.ReadoutFits;
import dev.counterpoint.app.evaluation.Representations;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.run.TrainedLearner;
import dev.counterpoint.datasets.caption.ColoredDigitCaptions;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredImages;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.bundle.BundleWriter;
import dev.counterpoint.inference.config.BundleClasses;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.GraphSpec;
import dev.counterpoint.inference.config.Task;
import dev.counterpoint.inference.config.TensorSpec;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.ImageGraph;
import dev.counterpoint.models.learner.SimClrLearner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/**
 * From a run to a bundle: graphs, classes, card and parity record.
 *
 * @param trained what the run ended with
 * @param manifest of the run
 * @param evaluation of the same checkpoint
 */
public record RunExport(TrainedLearner trained, RunManifest manifest, RunEvaluation evaluation) {

  private static final int SAMPLES = 64;
  private static final String IMAGE_FILE = "model.onnx";
  private static final String TEXT_FILE = "text_model.onnx";
  private static final String CAPTIONS = "captions";
  private static final String TEXT_EMBEDS = "text_embeds";

  /**
   * Writes the bundle, with each graph compared with the network first.
   *
   * @param name of the model, for its card
   * @param folder a new folder
   * @param replace whether a bundle that is there may be replaced
   * @throws NotExportableException if the run has no pictures of three channels, or its evaluation
   *     is of another checkpoint, or a graph is not what was trained; nothing is left then
   */
  public Bundle write(String name, Path folder, boolean replace) {
    ColoredDigits test = trained.environments().test();
    requireThreeChannels(test);
    requireSameCheckpoint();
    requireCodes();
    int height = test.images().height();
    int width = test.images().width();
    try (NDManager manager = trained.learner().network().manager().newSubManager()) {
      ImageGraph image = imageGraph(manager);
      GraphExport imageExport =
          GraphExport.of(
              IMAGE_FILE,
              image,
              BundleConfig.PIXEL_VALUES,
              new long[] {-1, test.palette().channels(), height, width},
              image.outputs(),
              pictures(manager, test));
      List<GraphExport> graphs = new ArrayList<>(List.of(imageExport));
      clip().map(clip -> captionGraph(clip, manager)).ifPresent(graphs::add);
      ParityFile parity =
          new ParityFile(imageExport.versions(), graphs.stream().map(GraphExport::parity).toList());
      ModelCard card =
          new ModelCard(
              name,
              trained.recipe(),
              manifest,
              evaluation,
              List.of(test.palette().channels(), height, width),
              parity.graphs());
      BundleWriter writer =
          new BundleWriter(
              config(graphs, manager, test),
              PicturePreparation.unit(width, height, Resize.STRETCH),
              imageExport.model());
      if (graphs.size() > 1) {
        writer.textModel(graphs.get(1).model());
      }
      return writer
          .classes(classes())
          .card(card.text())
          .parity(parity.toJson())
          .write(folder, replace);
    }
  }

  private Optional<ClipLearner> clip() {
    return trained.learner() instanceof ClipLearner clip ? Optional.of(clip) : Optional.empty();
  }

  /** The learner's graph; where it scores no classes, a linear probe of its features does. */
  private ImageGraph imageGraph(NDManager manager) {
    ImageGraph graph = trained.learner().imageGraph();
    if (!(trained.learner() instanceof SimClrLearner)) {
      return graph;
    }
    ColoredDigits train = trained.environments().train();
    var probe =
        ReadoutFits.linearProbe(
            trained.learner(),
            train,
            Representations.of(trained.learner(), train),
            Layer.FEATURE,
            trained.root());
    return graph.withHead(probe.classifier().toBlock(manager));
  }

  private GraphExport captionGraph(ClipLearner clip, NDManager manager) {
    ColoredDigits train = trained.environments().train();
    ColoredDigitCaptions captions = captions(train);
    float[] all = new float[0];
    for (int digit = 0; digit < train.classes(); digit++) {
      float[] prompts = captions.prompts(digit);
      int at = all.length;
      all = Arrays.copyOf(all, at + prompts.length);
      System.arraycopy(prompts, 0, all, at, prompts.length);
    }
    NDArray prompts =
        manager.create(
            all, new Shape((long) train.classes() * train.palette().size(), captions.width()));
    return GraphExport.of(
        TEXT_FILE,
        clip.captionGraph(),
        CAPTIONS,
        new long[] {-1, captions.width()},
        List.of(TEXT_EMBEDS),
        prompts);
  }

  private static ColoredDigitCaptions captions(ColoredDigits digits) {
    return new ColoredDigitCaptions(digits.palette(), digits.classes());
  }

  /** The first pictures of the test, as training and evaluation see them. */
  private static NDArray pictures(NDManager manager, ColoredDigits test) {
    ColoredDigits few = test.first(Math.min(SAMPLES, test.size()));
    try (ColoredImages images = new ColoredImages(manager, few)) {
      NDArray index = manager.create(LongStream.range(0, few.size()).toArray());
      return images.pictures(index);
    }
  }

  private BundleConfig config(List<GraphExport> graphs, NDManager manager, ColoredDigits test) {
    Optional<ClipLearner> clip = clip();
    return new BundleConfig(
        "counterpoint-" + trained.recipe().method().name().toLowerCase(Locale.ROOT),
        clip.isPresent() ? Task.ZERO_SHOT : Task.CLASSIFICATION,
        graphs.get(0).spec(),
        graphs.size() > 1 ? Optional.of(graphs.get(1).spec()) : Optional.empty(),
        clip.isPresent() ? OptionalInt.of(embedding(graphs.get(0).spec())) : OptionalInt.empty(),
        clip.map(c -> OptionalDouble.of(c.logitScale(manager).getFloat()))
            .orElse(OptionalDouble.empty()),
        ClassTexts.labels(test),
        training());
  }

  private static int embedding(GraphSpec image) {
    TensorSpec embeds = image.output(BundleConfig.IMAGE_EMBEDS).orElseThrow();
    return embeds.shape().get(1);
  }

  private BundleClasses classes() {
    ColoredDigits train = trained.environments().train();
    List<String> labels = ClassTexts.labels(train);
    if (clip().isEmpty()) {
      return BundleClasses.ofLabels(labels);
    }
    float[] directions =
        ReadoutFits.zeroShot(clip().get(), train, trained.captions().orElseThrow()).directions();
    int width = directions.length / labels.size();
    List<float[]> embeddings = new ArrayList<>();
    for (int k = 0; k < labels.size(); k++) {
      embeddings.add(Arrays.copyOfRange(directions, k * width, (k + 1) * width));
    }
    return new BundleClasses(
        labels, ClassTexts.prompts(train, trained.recipe().data().placement()), embeddings);
  }

  /** Where it comes from, for machines; the card says it for people. */
  private JsonNode training() {
    ObjectNode training = new ObjectMapper().createObjectNode();
    training.put("seed", manifest.seed()).put("step", trained.step());
    training.put("data", manifest.digits());
    training.set("data_sha256", new ObjectMapper().valueToTree(manifest.sha256()));
    training.set("versions", new ObjectMapper().valueToTree(manifest.versions()));
    try {
      training.set("recipe", new YAMLMapper().readTree(Recipes.toYaml(trained.recipe())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return training;
  }

  private void requireThreeChannels(ColoredDigits test) {
    if (test.palette().channels() != 3) {
      throw new NotExportableException(
          "this run was trained on pictures of %d channels; a bundle takes pictures of three"
              .formatted(test.palette().channels()),
          "The protocol huang2024 has pictures of three channels.",
          null);
    }
  }

  private void requireCodes() {
    if (trained.captions().filter(SentenceDigitCaptions.class::isInstance).isPresent()) {
      throw new NotExportableException(
          "this run was trained on captions that are sentences; a bundle of coloured digits takes"
              + " one-hot captions",
          "Export a run with data.captionForm=one-hot, or use this one in its run directory.",
          null);
    }
  }

  private void requireSameCheckpoint() {
    if (evaluation.step() != trained.step()) {
      throw new NotExportableException(
          "the evaluation is of step %d, the newest checkpoint of step %d"
              .formatted(evaluation.step(), trained.step()),
          "Measure it first: counterpoint evaluate RUN.",
          null);
    }
  }
}
