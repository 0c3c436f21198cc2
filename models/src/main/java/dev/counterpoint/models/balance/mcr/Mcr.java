package dev.counterpoint.models.balance.mcr;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.Objectives;
import dev.counterpoint.models.balance.UnimodalLosses;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.objective.CrossEntropy;
import dev.counterpoint.models.objective.SupervisedContrast;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Multimodal Competition Regularizer, for any number of modalities (Kontras et al. 2024,
 * "Multimodal Fusion Balancing Through Game-Theoretic Regularization", algorithm 1). Minimises
 *
 * <pre>{@code
 * CE(fused) + lambda_uni sum_m CE(alone_m) + L_MIPD + c L_Con + b L_CEB
 * }</pre>
 *
 * where L_MIPD lets each encoder play for the information that its modality gives (equations 8, 12,
 * 13; {@link Game}), L_Con brings features of one class together over all modalities (equation 9;
 * {@link SupervisedContrast}) and L_CEB keeps from the features what the class does not need
 * (equation 11).
 *
 * <p>Where the paper and its code leave a choice: permutations come from the seed and the step; the
 * permuted passes run as in evaluation, as in the code, but share the features of the one pass,
 * where the code computes them again; the combination of the head learns nothing from L_MIPD.
 */
public final class Mcr implements Balancer {

  /** Name of the term of the divergences, {@code -lambda sum_j MIPD_j}. */
  public static final String MIPD = "mipd";

  /** Name of the term of the contrast. */
  public static final String CONTRAST = "contrast";

  /** Name of the term of the bottleneck. */
  public static final String CEB = "ceb";

  private final McrSettings settings;
  private final Permutations permutations;

  /**
   * Creates the method.
   *
   * @param random of the training; permutations are drawn at an address of their own below it
   */
  public Mcr(McrSettings settings, RandomAddress random) {
    this.settings = settings;
    this.permutations =
        new Permutations(random.purpose("mcr-permutations"), settings.permutations());
  }

  /** The settings. */
  public McrSettings settings() {
    return settings;
  }

  /**
   * The permutations of a step: whose features stand in for each example's.
   *
   * @param examples N
   * @param step counted from 0
   * @param modality counted from 0
   * @param manager owner of the result
   * @return {@code (S, N)} int64, each row a permutation of {@code 0 .. N - 1}
   */
  public NDArray permutations(int examples, long step, int modality, NDManager manager) {
    return permutations.rows(examples, step, modality, manager);
  }

  /** Name of the estimate of a modality's information beside the others, nats. */
  public static String informationOf(String modality) {
    return MIPD + "-" + modality;
  }

  /**
   * Adds what reconstructs the features, if they are to be.
   *
   * @throws UnequalFeaturesException if features are to be contrasted that differ in width
   */
  @Override
  public void addTo(FusionModel model) {
    if (settings.contrastWeight() > 0) {
      Map<String, Long> widths = new LinkedHashMap<>();
      for (int m = 0; m < model.modalities().size(); m++) {
        widths.put(model.modalities().get(m), model.features(m));
      }
      if (widths.values().stream().distinct().count() > 1) {
        throw new UnequalFeaturesException(widths);
      }
    }
    if (settings.reconstructionWeight() > 0) {
      Reconstruction.addTo(model);
    }
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    Objectives.Builder sum =
        Objectives.sum().term(JointTraining.FUSED, CrossEntropy.loss(pass.logits(), pass.labels()));
    if (settings.unimodalWeight() > 0) {
      sum.term(UnimodalLosses.ALONE, settings.unimodalWeight(), UnimodalLosses.sum(pass));
    }
    if (settings.informationWeight() > 0) {
      addInformation(sum, pass, place);
    }
    if (settings.contrastWeight() > 0) {
      sum.term(CONTRAST, settings.contrastWeight(), contrast(pass));
    }
    if (settings.reconstructionWeight() > 0) {
      NDArray error = Reconstruction.loss(pass, sideBySide(pass), settings.prediction());
      sum.term(CEB, settings.reconstructionWeight(), error);
    }
    return sum.build();
  }

  private void addInformation(Objectives.Builder objectives, FusionPass pass, StepPlace place) {
    ConditionalInformation information = new ConditionalInformation(pass, settings);
    NDManager manager = pass.labels().getManager();
    int examples = Math.toIntExact(pass.labels().getShape().get(0));
    NDArray sum = null;
    for (int m = 0; m < pass.modalities(); m++) {
      NDArray rows = permutations.rows(examples, place.step(), m, manager);
      NDArray own = information.of(m, rows);
      objectives.estimate(informationOf(pass.model().modalities().get(m)), own);
      sum = sum == null ? own : sum.add(own);
    }
    objectives.term(MIPD, -settings.informationWeight(), sum);
  }

  private NDArray contrast(FusionPass pass) {
    NDList embeddings = new NDList();
    NDList labels = new NDList();
    for (int m = 0; m < pass.modalities(); m++) {
      embeddings.add(pass.features(m).normalize(2, 1));
      labels.add(pass.labels());
    }
    NDManager manager = embeddings.head().getManager();
    NDArray scale = manager.full(new Shape(1), (float) (1 / settings.temperature()));
    return SupervisedContrast.loss(NDArrays.concat(embeddings), NDArrays.concat(labels), scale);
  }

  /** Features of all modalities, {@code (N, F_1 + ... + F_M)}. */
  private static NDArray sideBySide(FusionPass pass) {
    NDList features = new NDList();
    for (int m = 0; m < pass.modalities(); m++) {
      features.add(pass.features(m));
    }
    return NDArrays.concat(features, 1);
  }
}
