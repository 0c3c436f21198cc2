package dev.counterpoint.app.recipe;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.counterpoint.models.balance.mcr.Game;
import dev.counterpoint.models.balance.mcr.Reference;
import java.util.List;
import java.util.Locale;

/**
 * How a fusion is trained, and the settings of each method; those of other methods are without
 * meaning.
 *
 * @param method which
 * @param modality that {@link Method#UNIMODAL} trains
 * @param alone weight of the losses of each modality's own classifier, beside that of the fused
 *     scores (lambda_uni in Kontras et al. 2024): multi-loss, mlb, relearn, mcr
 * @param mslr settings of {@link Method#MSLR}
 * @param mmcosine settings of {@link Method#MMCOSINE}
 * @param ogm settings of {@link Method#OGM}
 * @param agm settings of {@link Method#AGM}
 * @param mlb settings of {@link Method#MLB}
 * @param reconboost settings of {@link Method#RECONBOOST}
 * @param mmpareto settings of {@link Method#MMPARETO}
 * @param relearn settings of {@link Method#RELEARN}
 * @param mcr settings of {@link Method#MCR}
 */
@JsonPropertyOrder({
  "method",
  "modality",
  "alone",
  "mslr",
  "mmcosine",
  "ogm",
  "agm",
  "mlb",
  "reconboost",
  "mmpareto",
  "relearn",
  "mcr"
})
public record Balance(
    Method method,
    String modality,
    double alone,
    Mslr mslr,
    MmCosine mmcosine,
    Ogm ogm,
    Agm agm,
    Mlb mlb,
    ReconBoost reconboost,
    MmPareto mmpareto,
    Relearn relearn,
    Mcr mcr) {

  /** All methods; a new one is a constant here, a record below and a case in {@code Balancers}. */
  public enum Method {
    /** One modality alone. */
    UNIMODAL,
    /** Each modality alone; their scores are summed. */
    ENSEMBLE,
    /** The fused scores. */
    JOINT,
    /** The fused scores and each modality's own. */
    MULTI_LOSS,
    /** A head over encoders that were trained alone and stay. */
    UNI_PRE_FROZEN,
    /** Jointly, from encoders that were trained alone. */
    UNI_PRE_FINETUNED,
    /** Learning rates by modality: Yao and Mihalcea 2022. */
    MSLR,
    /** A head of cosines: Xu et al. 2023. */
    MMCOSINE,
    /** On-the-fly gradient modulation with generalisation enhancement: Peng et al. 2022. */
    OGM,
    /** Adaptive gradient modulation: Li et al. 2023. */
    AGM,
    /** Multi-loss balanced gradients: Kontras et al. 2024. */
    MLB,
    /** Modalities in turns, each boosting the others: Hua et al. 2024. */
    RECONBOOST,
    /** Gradients that agree: Wei and Hu 2024. */
    MMPARETO,
    /** Diagnosing and re-learning: Wei et al. 2024. */
    RELEARN,
    /** Multimodal competition regularizer: Kontras et al. 2024. */
    MCR;

    /** As in recipes. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks the range. */
  public Balance {
    Check.atLeast("balance.alone", alone, 0);
  }

  /** Whether the classifiers that read one modality alone learn from labels, too. */
  public boolean trainsClassifiers() {
    return switch (method) {
      case ENSEMBLE, RECONBOOST, MMPARETO -> true;
      case MULTI_LOSS, MLB, RELEARN, MCR -> alone > 0;
      default -> false;
    };
  }

  /**
   * Modality-specific learning rates.
   *
   * @param factors on the learning rate, one for each modality; empty is 1
   * @param epochs for which modalities have rates of their own; 0 is to the end
   * @param memory epochs that accuracies are compared with, for rates that follow them; 0 keeps the
   *     factors
   */
  public record Mslr(List<Double> factors, int epochs, int memory) {

    /** Checks the ranges. */
    public Mslr {
      factors = List.copyOf(factors);
      for (double factor : factors) {
        Check.atLeast("balance.mslr.factors", factor, 0);
      }
      Check.atLeast("balance.mslr.epochs", epochs, 0);
      Check.atLeast("balance.mslr.memory", memory, 0);
    }
  }

  /**
   * The cosine head.
   *
   * @param scale on the cosines, above 0
   */
  public record MmCosine(double scale) {

    /** Checks the range. */
    public MmCosine {
      Check.above("balance.mmcosine.scale", scale, 0, 1);
    }
  }

  /**
   * On-the-fly gradient modulation.
   *
   * @param alpha how much the leading modality is held back, 0 or more
   * @param noise whether gradients get noise of their own deviation (GE)
   * @param epochs for which gradients are modulated; 0 is to the end
   */
  public record Ogm(double alpha, boolean noise, int epochs) {

    /** Checks the ranges. */
    public Ogm {
      Check.atLeast("balance.ogm.alpha", alpha, 0);
      Check.atLeast("balance.ogm.epochs", epochs, 0);
    }
  }

  /**
   * Adaptive gradient modulation.
   *
   * @param alpha strength, 0 to 8
   */
  public record Agm(double alpha) {

    /** Checks the range. */
    public Agm {
      Check.between("balance.agm.alpha", alpha, 0, 8);
    }
  }

  /**
   * Multi-loss balanced gradients.
   *
   * @param alpha strength, 0 or more
   * @param beta what the factor of a modality that is behind tends to, 0 or more
   */
  public record Mlb(double alpha, double beta) {

    /** Checks the ranges. */
    public Mlb {
      Check.atLeast("balance.mlb.alpha", alpha, 0);
      Check.atLeast("balance.mlb.beta", beta, 0);
    }
  }

  /**
   * Boosting in turns.
   *
   * @param alpha weight of the reconcilement
   * @param own weight of the cross-entropy of the modality whose turn it is, above 0
   * @param others how much less an example counts as the others are sure of it
   * @param turn epochs of a turn, at least 1
   * @param together epochs after a turn in which all learn
   */
  public record ReconBoost(double alpha, double own, double others, int turn, int together) {

    /** Checks the ranges. */
    public ReconBoost {
      Check.atLeast("balance.reconboost.alpha", alpha, 0);
      Check.above("balance.reconboost.own", own, 0, 1);
      Check.atLeast("balance.reconboost.others", others, 0);
      Check.atLeast("balance.reconboost.turn", turn, 1);
      Check.atLeast("balance.reconboost.together", together, 0);
    }
  }

  /**
   * Pareto integration of gradients.
   *
   * @param gamma on the length of the gradient that results, above 0
   */
  public record MmPareto(double gamma) {

    /** Checks the range. */
    public MmPareto {
      Check.above("balance.mmpareto.gamma", gamma, 0, 1);
    }
  }

  /**
   * Diagnosing and re-learning.
   *
   * @param alpha how fast an encoder goes back with its gap of purity, 0 or more
   * @param every epochs between diagnoses, at least 1
   * @param times how many diagnoses there are at most; 0 is no bound
   */
  public record Relearn(double alpha, int every, int times) {

    /** Checks the ranges. */
    public Relearn {
      Check.atLeast("balance.relearn.alpha", alpha, 0);
      Check.atLeast("balance.relearn.every", every, 1);
      Check.atLeast("balance.relearn.times", times, 0);
    }
  }

  /**
   * The competition regularizer.
   *
   * @param game how each encoder looks at the information of the others
   * @param regularizer weight of the information terms (lambda_M); 0 is none
   * @param permutations of the latents in each step, at least 1
   * @param reference whether the prediction of examples as they are learns from the regularizer
   * @param contrast weight of the supervised contrast; 0 is none
   * @param temperature of the contrast, above 0
   * @param bottleneck weight of the conditional entropy bottleneck; 0 is none
   */
  public record Mcr(
      Game game,
      double regularizer,
      int permutations,
      Reference reference,
      double contrast,
      double temperature,
      double bottleneck) {

    /** Checks the ranges. */
    public Mcr {
      Check.atLeast("balance.mcr.regularizer", regularizer, 0);
      Check.between("balance.mcr.permutations", permutations, 1, 1_024);
      Check.atLeast("balance.mcr.contrast", contrast, 0);
      Check.above("balance.mcr.temperature", temperature, 0, 0.1);
      Check.atLeast("balance.mcr.bottleneck", bottleneck, 0);
    }
  }
}
