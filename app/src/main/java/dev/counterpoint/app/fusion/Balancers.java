package dev.counterpoint.app.fusion;

import dev.counterpoint.app.recipe.Balance;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.datasets.NearestName;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.EnsembleTraining;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.MultiLoss;
import dev.counterpoint.models.balance.PretrainedEncoders;
import dev.counterpoint.models.balance.UnimodalTraining;
import dev.counterpoint.models.balance.mcr.Mcr;
import dev.counterpoint.models.balance.mcr.McrSettings;
import java.util.List;

/** Methods by their recipes; a new one is a case here. */
final class Balancers {

  private Balancers() {}

  /**
   * A method.
   *
   * @param modalities their names, in the model's order
   * @param random of the run
   * @throws RecipeException if settings do not fit the modalities
   */
  static Balancer of(Balance settings, List<String> modalities, RandomAddress random) {
    return switch (settings.method()) {
      case UNIMODAL -> new UnimodalTraining(modality(settings.modality(), modalities));
      case ENSEMBLE -> new EnsembleTraining();
      case JOINT, MMCOSINE -> new JointTraining();
      case MULTI_LOSS -> new MultiLoss(settings.alone());
      case UNI_PRE_FROZEN -> new PretrainedEncoders(true);
      case UNI_PRE_FINETUNED -> new PretrainedEncoders(false);
      case MCR -> new Mcr(mcr(settings.mcr(), settings.alone()), random);
      default -> throw new IllegalStateException("not there yet: " + settings.method());
    };
  }

  private static int modality(String name, List<String> modalities) {
    int place = modalities.indexOf(name);
    if (place < 0) {
      throw new RecipeException(
          "recipe value balance.modality: expected one of %s, found '%s'"
              .formatted(modalities, name),
          "The nearest valid value is " + NearestName.of(name, modalities) + ".");
    }
    return place;
  }

  private static McrSettings mcr(Balance.Mcr settings, double alone) {
    McrSettings paper = McrSettings.DEFAULT;
    return new McrSettings(
        settings.game(),
        settings.regularizer(),
        settings.permutations(),
        settings.reference(),
        paper.pairs(),
        settings.contrast(),
        settings.temperature(),
        settings.bottleneck(),
        paper.prediction(),
        alone);
  }
}
