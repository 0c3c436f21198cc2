package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.recipe.Nearest;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.reproduce.coloredmnist.ColoredMnistExperiment;
import dev.counterpoint.app.reproduce.coloredmnist.IrmColoredMnistExperiment;
import dev.counterpoint.app.reproduce.connection.ConnectionExperiment;
import dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment;
import dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment;
import dev.counterpoint.app.reproduce.interactions.InteractionsExperiment;
import dev.counterpoint.app.reproduce.latentquality.LatentQualityExperiment;
import dev.counterpoint.app.reproduce.signalnoise.SignalNoiseExperiment;
import java.util.List;

/** All experiments; a new one is a class and a line here. */
public final class Experiments {

  /**
   * In the order in which they run together. Those with a few long jobs come before those with many
   * short ones, so that no slot is empty at the end.
   */
  public static final List<Experiment> ALL =
      List.of(
          new ColoredMnistExperiment(),
          new IrmColoredMnistExperiment(),
          new ImageCaptionExperiment(),
          new FusionBalanceExperiment(),
          new LatentQualityExperiment(),
          new InteractionsExperiment(),
          new SignalNoiseExperiment(),
          new ConnectionExperiment());

  private Experiments() {}

  /**
   * An experiment by name.
   *
   * @throws RecipeException if there is none; the text names the nearest
   */
  public static Experiment named(String name) {
    List<String> names = ALL.stream().map(Experiment::name).toList();
    return ALL.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RecipeException(
                    "there is no experiment '" + name + "'",
                    "Did you mean "
                        + Nearest.of(name, names)
                        + "? There are "
                        + String.join(", ", names)
                        + "."));
  }
}
