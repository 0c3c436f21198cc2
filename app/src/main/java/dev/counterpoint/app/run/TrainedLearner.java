package dev.counterpoint.app.run;

import dev.counterpoint.app.data.DigitCaptions;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.ImageLearner;
import java.util.Optional;

/**
 * A learner with the parameters of a checkpoint; the run owns it.
 *
 * @param recipe of the run
 * @param root of the run's randomness
 * @param environments of its protocol
 * @param captions that it was trained with; empty where the method reads none
 * @param learner what was trained
 * @param step of the checkpoint
 */
public record TrainedLearner(
    Recipe recipe,
    RandomAddress root,
    ColoredEnvironments environments,
    Optional<DigitCaptions> captions,
    ImageLearner learner,
    long step) {}
