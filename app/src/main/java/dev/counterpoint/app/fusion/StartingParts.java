package dev.counterpoint.app.fusion;

import dev.counterpoint.app.checkpoint.CheckpointException;
import dev.counterpoint.app.checkpoint.CheckpointStore;
import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.app.recipe.Balance;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.models.fusion.FusionModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Encoders and classifiers that were trained on one modality each, taken from the runs that did so.
 *
 * @param runs their directories
 */
record StartingParts(List<Path> runs) {

  /**
   * Puts the parts in place.
   *
   * @param all whether each modality must have a run
   * @param warning told of what is not as it should be
   * @throws RecipeException if a directory is no unimodal run of one of the modalities, two are of
   *     the same, or one is missing
   * @throws CheckpointException if a run has no checkpoint, or its parts are of other shapes
   */
  void putInto(FusionModel model, boolean all, Consumer<String> warning) {
    Set<String> done = new HashSet<>();
    for (Path run : runs) {
      String modality = modality(run);
      int place = model.modalities().indexOf(modality);
      if (place < 0 || !done.add(modality)) {
        throw new RecipeException(
            "recipe value start.from: %s was trained on modality %s, which %s"
                .formatted(
                    run, modality, place < 0 ? "the data do not have" : "another run is of, too"),
            "Name one unimodal run for each of " + model.modalities() + ".");
      }
      state(run, warning).restoreBest(model.network(), blocks(model, place));
    }
    List<String> missing = new ArrayList<>(model.modalities());
    missing.removeAll(done);
    if (all && !missing.isEmpty()) {
      throw new RecipeException(
          "recipe value start.from: no run of " + missing,
          "Name one unimodal run for each of " + model.modalities() + ".");
    }
  }

  private static Set<String> blocks(FusionModel model, int modality) {
    return Set.copyOf(model.partsOf(modality));
  }

  private static String modality(Path run) {
    try (RunDirectory directory = RunDirectory.open(run)) {
      FusionRecipe recipe = FusionRecipes.load(directory.recipe().toString(), List.of());
      if (recipe.balance().method() != Balance.Method.UNIMODAL) {
        throw new RecipeException(
            "recipe value start.from: %s is a run of method %s, not of one modality"
                .formatted(run, recipe.balance().method().text()),
            "Name runs of balance.method=unimodal.");
      }
      return recipe.balance().modality();
    }
  }

  private static TrainState state(Path run, Consumer<String> warning) {
    try (RunDirectory directory = RunDirectory.open(run)) {
      return new CheckpointStore(directory.checkpoints())
          .newest(warning)
          .orElseThrow(
              () ->
                  new CheckpointException(
                      "run " + run + ", named in start.from, has no checkpoint",
                      "Train it first, or continue it with train fusion --resume.",
                      null));
    }
  }
}
