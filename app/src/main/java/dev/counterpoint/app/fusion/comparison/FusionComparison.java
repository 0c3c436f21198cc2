package dev.counterpoint.app.fusion.comparison;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.fusion.FusionInput;
import dev.counterpoint.app.fusion.FusionTraining;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.Modality;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Methods on the same data with the same seed, one run directory each. What is done is not done
 * again, what was stopped is resumed.
 *
 * @param directory holds the run directories, by row
 * @param recipe name of a recipe or a file
 * @param settings changes to it that all rows have
 * @param seed of all of them
 * @param input the examples, of the same recipe and seed
 * @param device where to compute
 */
public record FusionComparison(
    Path directory,
    String recipe,
    List<String> settings,
    long seed,
    FusionInput input,
    DeviceChoice device) {

  /** Copies the list. */
  public FusionComparison {
    settings = List.copyOf(settings);
  }

  /**
   * Told of the work.
   *
   * @param progress of the whole, in steps
   * @param row told which row begins
   * @param warning told of what is not as it should be
   */
  public record Watch(TrainingProgress progress, Consumer<String> row, Consumer<String> warning) {}

  /** The whole recipe of a row. */
  public FusionRecipe recipe(MethodRow row, Tuning tuning) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(row.settings());
    all.addAll(tuning.of(row.name()));
    if (row.fromUnimodal()) {
      List<String> from =
          modalities().stream()
              .map(
                  modality ->
                      '"' + directory.resolve(MethodRow.UNIMODAL + modality).toString() + '"')
              .toList();
      all.add("start.from=" + from);
    }
    return FusionRecipes.load(recipe, all);
  }

  /** Names of the modalities. */
  public List<String> modalities() {
    return input.data().modalities().stream().map(Modality::name).toList();
  }

  /**
   * Trains and measures the rows, in their order.
   *
   * @return whether all are done; false if somebody asked to stop
   */
  public boolean run(List<MethodRow> rows, Tuning tuning, Interrupt interrupt, Watch watch) {
    List<FusionRecipe> recipes = rows.stream().map(row -> recipe(row, tuning)).toList();
    long[] before = new long[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      before[i + 1] = before[i] + steps(recipes.get(i));
    }
    long total = before[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      MethodRow row = rows.get(i);
      long done = before[i];
      watch.row().accept(row.name());
      TrainingProgress progress =
          (step, all, loss) -> watch.progress().step(Math.min(done + step, total - 1), total, loss);
      if (!isDone(row, recipes.get(i))
          && !train(row, recipes.get(i), interrupt, progress, watch.warning())) {
        return false;
      }
      watch.progress().step(before[i + 1], total, Double.NaN);
    }
    return true;
  }

  /** Says, last of all, that all rows are done. */
  public void writeDone(List<MethodRow> rows, Tuning tuning) {
    List<String> names = rows.stream().map(MethodRow::name).toList();
    AtomicFile.write(
        directory.resolve(ComparedRows.DONE),
        fingerprint(recipe, settings, seed, names, tuning).getBytes(StandardCharsets.UTF_8));
  }

  /** All that a comparison depends on besides its data, as text. */
  public static String fingerprint(
      String recipe, List<String> settings, long seed, List<String> rows, Tuning tuning) {
    StringBuilder text = new StringBuilder();
    text.append(FusionRecipes.toYaml(FusionRecipes.load(recipe, settings)));
    text.append("seed ").append(seed).append('\n');
    for (String row : rows) {
      if (!row.startsWith(MethodRow.UNIMODAL)) {
        text.append(row).append(' ').append(tuning.of(row)).append('\n');
      }
    }
    return text.toString();
  }

  private boolean train(
      MethodRow row,
      FusionRecipe whole,
      Interrupt interrupt,
      TrainingProgress progress,
      Consumer<String> warning) {
    Path path = directory.resolve(row.name());
    boolean begun = Files.exists(path.resolve("run.json")) && isRecipe(path, whole);
    try (RunDirectory own = begun ? RunDirectory.open(path) : RunDirectory.create(path)) {
      return new FusionTraining(own, whole, seed, input, device, false)
          .run(interrupt, progress, () -> {}, text -> warning.accept(row.name() + ": " + text))
          .isPresent();
    }
  }

  private boolean isDone(MethodRow row, FusionRecipe whole) {
    Path path = directory.resolve(row.name());
    return Files.exists(path.resolve(BalanceEvaluation.NAME))
        && isRecipe(path, whole)
        && RunManifest.read(path.resolve("run.json")).seed() == seed;
  }

  private static boolean isRecipe(Path path, FusionRecipe whole) {
    Path file = path.resolve("recipe.yaml");
    return Files.exists(file) && FusionRecipes.load(file.toString(), List.of()).equals(whole);
  }

  private long steps(FusionRecipe whole) {
    long examples = input.data().train().size();
    return Math.max(1, examples / whole.training().batchSize()) * whole.training().epochs();
  }
}
