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
import dev.counterpoint.models.balance.boost.ReconBoost;
import dev.counterpoint.models.balance.gradient.AdaptiveModulation;
import dev.counterpoint.models.balance.gradient.GradientModulation;
import dev.counterpoint.models.balance.gradient.MultiLossModulation;
import dev.counterpoint.models.balance.gradient.ParetoIntegration;
import dev.counterpoint.models.balance.mcr.Mcr;
import dev.counterpoint.models.balance.mcr.McrSettings;
import dev.counterpoint.models.balance.rate.ModalityRates;
import dev.counterpoint.models.balance.relearn.Relearning;
import java.util.List;

/** Methods by their recipes; a new one is a case here. */
public final class Balancers {

  private Balancers() {}

  /**
   * A method.
   *
   * @param modalities their names, in the model's order
   * @param random of the run
   * @throws RecipeException if settings do not fit the modalities
   */
  public static Balancer of(Balance settings, List<String> modalities, RandomAddress random) {
    return switch (settings.method()) {
      case UNIMODAL -> new UnimodalTraining(modality(settings.modality(), modalities));
      case ENSEMBLE -> new EnsembleTraining();
      case JOINT, MMCOSINE -> new JointTraining();
      case MULTI_LOSS -> new MultiLoss(settings.alone());
      case UNI_PRE_FROZEN -> new PretrainedEncoders(true);
      case UNI_PRE_FINETUNED -> new PretrainedEncoders(false);
      case MCR -> new Mcr(mcr(settings.mcr(), settings.alone()), random);
      case MSLR -> new ModalityRates(mslr(settings.mslr(), modalities));
      case OGM -> {
        Balance.Ogm own = settings.ogm();
        yield new GradientModulation(
            new GradientModulation.Settings(own.alpha(), own.noise(), own.epochs()), random);
      }
      case AGM -> new AdaptiveModulation(new AdaptiveModulation.Settings(settings.agm().alpha()));
      case MLB ->
          new MultiLossModulation(
              new MultiLossModulation.Settings(
                  settings.mlb().alpha(), settings.mlb().beta(), settings.alone()));
      case RECONBOOST -> {
        Balance.ReconBoost own = settings.reconboost();
        yield new ReconBoost(
            new ReconBoost.Settings(
                own.alpha(), own.own(), own.others(), own.turn(), own.together()));
      }
      case MMPARETO ->
          new ParetoIntegration(new ParetoIntegration.Settings(settings.mmpareto().gamma()));
      case RELEARN -> {
        Balance.Relearn own = settings.relearn();
        yield new Relearning(
            new Relearning.Settings(own.alpha(), own.every(), own.times(), settings.alone()),
            random);
      }
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

  private static ModalityRates.Settings mslr(Balance.Mslr settings, List<String> modalities) {
    if (!settings.factors().isEmpty() && settings.factors().size() != modalities.size()) {
      throw new RecipeException(
          "recipe value balance.mslr.factors: expected a number for each of %s, found %s"
              .formatted(modalities, settings.factors()),
          "Give as many as there are modalities, in their order, or none.");
    }
    return new ModalityRates.Settings(settings.factors(), settings.epochs(), settings.memory());
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
