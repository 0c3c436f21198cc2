package dev.counterpoint.app.fusion;

import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.recipe.FusionSets;
import dev.counterpoint.datasets.download.DownloadProgress;
import dev.counterpoint.datasets.features.FeatureFolder;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.synthetic.Mixture;
import dev.counterpoint.datasets.synthetic.MixtureSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every registered data set of fusion in debug size, made by the program, and small recipes. */
final class TinyFusions {

  static final int BATCH = 16;
  static final int STEPS_PER_EPOCH = 6;

  private static final Map<String, List<String>> SETTINGS =
      Map.of(
          "fusion-mixture",
          List.of("data.mixture.train=96", "data.mixture.validation=24", "data.mixture.test=40"),
          "fusion-interactions",
          List.of("data.interactions.examples=140"),
          "fusion-digits",
          List.of("data.digits.train=96", "data.digits.validation=20", "data.digits.test=40"),
          "fusion-nlvr",
          List.of(
              "data.nlvr.trainingExamples=96",
              "data.nlvr.evaluationExamples=40",
              "data.nlvr.vocabulary=600"),
          "fusion-features",
          List.of());

  private static final Map<String, FusionInput> INPUTS = new ConcurrentHashMap<>();

  private TinyFusions() {}

  /** Names of the recipes, one for each data set. */
  static List<String> recipes() {
    return FusionRecipes.BUILT_IN;
  }

  static FusionRecipe recipe(String base, Path folder, String... changes) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "training.batchSize=" + BATCH,
                "training.epochs=2",
                "training.logEvery=2",
                "encoders.features=16"));
    all.addAll(SETTINGS.get(base));
    if (base.equals("fusion-features")) {
      all.add("data.features.source=" + features(folder));
    }
    all.addAll(Arrays.asList(changes));
    return FusionRecipes.load(base, all);
  }

  /** Data that the program makes, once for each data set. */
  static FusionInput input(FusionRecipe recipe) {
    FusionSets.Kind set = recipe.data().set();
    String key = set + " " + recipe.data().digits().halves();
    return INPUTS.computeIfAbsent(
        set == FusionSets.Kind.FEATURES ? key + recipe.data().features().source() : key,
        any ->
            new FusionData(FusionRequest.made(), DownloadProgress.silent()).open(recipe.data(), 1));
  }

  /** Three modalities as files. */
  private static Path features(Path folder) {
    Path source = folder.resolve("features");
    MixtureSettings settings = MixtureSettings.three(0.4, 0.2, 0.2, 0.2, 0).withSizes(96, 24, 40);
    MultimodalData data = Mixture.generate(settings, RandomAddress.seed(3)).data();
    if (!Files.exists(source)) {
      write(data, source);
    }
    return source;
  }

  private static void write(MultimodalData data, Path source) {
    try {
      FeatureFolder.write(data, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
