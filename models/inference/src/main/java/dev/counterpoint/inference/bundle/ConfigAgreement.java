package dev.counterpoint.inference.bundle;

import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.inference.config.BundleClasses;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.GraphSpec;
import dev.counterpoint.inference.config.MalformedConfigException;
import dev.counterpoint.inference.config.PreprocessorConfig;
import dev.counterpoint.inference.config.Task;
import dev.counterpoint.inference.config.TensorSpec;
import dev.counterpoint.inference.config.TextConfig;
import java.util.List;

/** That the JSON files of a bundle mean the same model. */
final class ConfigAgreement {

  private ConfigAgreement() {}

  static void require(
      String where, BundleConfig config, PreprocessorConfig preprocessor, BundleClasses classes) {
    requireInput(where, config, preprocessor.preparation());
    if (!classes.labels().equals(config.labels())) {
      throw new MalformedConfigException(
          where + "/" + BundleClasses.FILE,
          "labels",
          "expected those of id2label in config.json, found others");
    }
    if (config.task() == Task.ZERO_SHOT && !config.labels().isEmpty()) {
      requireEmbeddings(where, config, classes);
    }
    requireOutputs(where, config);
    config.textConfig().ifPresent(text -> requireText(where, config, text));
  }

  private static void requireText(String where, BundleConfig config, TextConfig text) {
    GraphSpec graph = config.text().orElseThrow();
    int length = text.maxPositionEmbeddings();
    List<TensorSpec> fixed = List.of(ids(length));
    if (!graph.inputs().equals(fixed) && !graph.inputs().equals(List.of(ids(TensorSpec.DYNAMIC)))) {
      throw new MalformedConfigException(
          where + "/" + BundleConfig.FILE,
          "graphs.text.inputs",
          "expected only %s, as text_config.max_position_embeddings says, or of any length; found %s"
              .formatted(fixed.get(0), graph.inputs()));
    }
    TensorSpec found = graph.output(BundleConfig.TEXT_EMBEDS).orElse(null);
    int width =
        config
            .image()
            .output(BundleConfig.IMAGE_EMBEDS)
            .map(image -> image.shape().get(1))
            .orElseThrow(
                () -> wrongOutputs(where, "text_config needs image_embeds, to compare them with"));
    TensorSpec expected = TensorSpec.float32(BundleConfig.TEXT_EMBEDS, TensorSpec.DYNAMIC, width);
    if (!expected.equals(found)) {
      throw new MalformedConfigException(
          where + "/" + BundleConfig.FILE,
          "graphs.text.outputs",
          "expected %s, as wide as image_embeds; found %s".formatted(expected, graph.outputs()));
    }
  }

  private static TensorSpec ids(int length) {
    return new TensorSpec(BundleConfig.INPUT_IDS, "int64", List.of(TensorSpec.DYNAMIC, length));
  }

  private static void requireInput(
      String where, BundleConfig config, PicturePreparation preparation) {
    List<TensorSpec> inputs = config.image().inputs();
    TensorSpec expected =
        TensorSpec.float32(
            BundleConfig.PIXEL_VALUES,
            TensorSpec.DYNAMIC,
            preparation.channels().count(),
            preparation.height(),
            preparation.width());
    if (!inputs.equals(List.of(expected))) {
      throw new MalformedConfigException(
          where + "/" + BundleConfig.FILE,
          "graphs.image.inputs",
          "expected only %s, of the size in %s; found %s"
              .formatted(expected, PreprocessorConfig.FILE, inputs));
    }
  }

  /** What is read of the model: rows of a fixed width, which fits the classes. */
  private static void requireOutputs(String where, BundleConfig config) {
    int known = 0;
    for (String name :
        List.of(BundleConfig.FEATURES, BundleConfig.IMAGE_EMBEDS, BundleConfig.LOGITS)) {
      TensorSpec found = config.image().output(name).orElse(null);
      if (found == null) {
        continue;
      }
      known++;
      int width = found.shape().size() == 2 ? found.shape().get(1) : TensorSpec.DYNAMIC;
      int expected =
          switch (name) {
            case BundleConfig.IMAGE_EMBEDS -> config.projectionDim().orElse(width);
            case BundleConfig.LOGITS -> config.labels().isEmpty() ? width : config.labels().size();
            default -> width;
          };
      boolean fits = found.equals(TensorSpec.float32(name, TensorSpec.DYNAMIC, expected));
      if (!fits || width == TensorSpec.DYNAMIC) {
        throw wrongOutputs(
            where,
            "expected %s as float32 of shape [batch, %s]; found %s"
                .formatted(name, expected < 0 ? "its width" : Integer.toString(expected), found));
      }
    }
    if (known == 0) {
      throw wrongOutputs(where, "expected features, image_embeds or logits among them");
    }
  }

  private static MalformedConfigException wrongOutputs(String where, String problem) {
    return new MalformedConfigException(
        where + "/" + BundleConfig.FILE, "graphs.image.outputs", problem);
  }

  private static void requireEmbeddings(String where, BundleConfig config, BundleClasses classes) {
    int width = config.projectionDim().orElseThrow();
    if (classes.embeddings().isEmpty() || classes.embeddings().get(0).length != width) {
      throw new MalformedConfigException(
          where + "/" + BundleClasses.FILE,
          "embeddings",
          "expected one of %d numbers (projection_dim) for each label, found %s"
              .formatted(
                  width,
                  classes.embeddings().isEmpty()
                      ? "none"
                      : classes.embeddings().get(0).length + " numbers"));
    }
  }
}
