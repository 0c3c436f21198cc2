package dev.counterpoint.app.fusion;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.models.balance.FusionLearner;

/**
 * A fusion that was trained, with what it was trained on.
 *
 * @param recipe of the run
 * @param input its examples
 * @param learner with the parameters of {@code step}
 * @param manager of its device; stays the run's to close
 * @param step that is measured
 * @param trained steps of the training so far
 */
public record TrainedFusion(
    FusionRecipe recipe,
    FusionInput input,
    FusionLearner learner,
    NDManager manager,
    long step,
    long trained) {}
