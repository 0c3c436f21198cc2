package dev.counterpoint.models.disagreement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.ConditionalContrast;
import dev.counterpoint.models.objective.InfoNce;
import dev.counterpoint.models.objective.LogitScale;
import java.util.List;

/**
 * Two towers without labels whose representation has two parts: one that the modalities have in
 * common, trained by agreement ({@link InfoNce} between the modalities), and one of each modality's
 * own, trained by two views of it. Agreement alone rewards I(X1; X2) and nothing else, so what one
 * modality tells alone is lost with it (Liang et al. 2023, "Factorized Contrastive Learning", on
 * multi-view redundancy); the own part is rewarded for I(X1; X1' | X2) and I(X2; X2' | X1), which
 * agreement cannot see ({@link ConditionalContrast}, with the other modality's common part as
 * condition).
 *
 * <p>The loss is the agreement, plus the mean of the two contrasts within the modalities; a {@link
 * Keeping} that does without one leaves its term out, and its half of the representation goes to
 * the other. A batch has both modalities, {@code (N, D)}, and a view of each under {@link #view}.
 */
public final class DisagreementLearner implements Learner {

  private static final String TRUNK = "trunk-";
  private static final String COMMON = "common-";
  private static final String OWN = "own-";
  private static final String SCALE = "logit-scale";

  private final Network network;
  private final List<Modality> modalities;
  private final Keeping keeping;
  private final DisagreementSettings settings;

  /**
   * Puts the towers together.
   *
   * @param network empty; closed with this
   * @param modalities two, of features {@code (D)}
   * @throws IllegalArgumentException if there are not two
   */
  public DisagreementLearner(
      Network network, List<Modality> modalities, Keeping keeping, DisagreementSettings settings) {
    if (modalities.size() != 2) {
      throw new IllegalArgumentException(
          "what modalities disagree on takes two of them, not " + modalities);
    }
    this.network = network;
    this.modalities = List.copyOf(modalities);
    this.keeping = keeping;
    this.settings = settings;
    int parts = (keeping.agreement() ? 1 : 0) + (keeping.own() ? 1 : 0);
    for (Modality modality : modalities) {
      Shape input = new Shape(settings.batch(), modality.shape().get(0));
      network.add(TRUNK + modality.name(), trunk(settings.hidden()), input);
      Shape features = new Shape(settings.batch(), settings.hidden());
      if (keeping.agreement()) {
        network.add(COMMON + modality.name(), head(settings.width() / parts), features);
      }
      if (keeping.own()) {
        network.add(OWN + modality.name(), head(settings.width() / parts), features);
      }
    }
    network.add(SCALE, LogitScale.fixed(settings.temperature()), new Shape(1));
  }

  private static Block trunk(int hidden) {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(hidden).build())
        .add(Activation.reluBlock());
  }

  private static Block head(int width) {
    return Linear.builder().setUnits(width).build();
  }

  /** Name in a batch of another view of a modality. */
  public static String view(String modality) {
    return modality + "-view";
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public NDArray loss(Batch batch) {
    NDArray loss = null;
    NDArray scale = network.forward(SCALE, batch.get(name(0)), true);
    NDArray[] trunks = new NDArray[2];
    NDArray[] common = new NDArray[2];
    for (int m = 0; m < 2; m++) {
      trunks[m] = network.forward(TRUNK + name(m), batch.get(name(m)), true); // (N, H)
      if (keeping.agreement()) {
        common[m] = unit(COMMON + name(m), trunks[m]); // (N, W)
      }
    }
    if (keeping.agreement()) {
      loss = InfoNce.loss(common[0], common[1], scale);
    }
    if (keeping.own()) {
      NDArray both = within(batch, trunks, common, scale, 0).expandDims(0);
      NDArray own = both.concat(within(batch, trunks, common, scale, 1).expandDims(0), 0).mean();
      loss = loss == null ? own : loss.add(own);
    }
    return loss;
  }

  /** The contrast of two views of one modality. */
  private NDArray within(
      Batch batch, NDArray[] trunks, NDArray[] common, NDArray scale, int modality) {
    String name = name(modality);
    NDArray first = unit(OWN + name, trunks[modality]);
    NDArray second = unit(OWN + name, network.forward(TRUNK + name, batch.get(view(name)), true));
    if (!keeping.conditional()) {
      return InfoNce.loss(first, second, scale);
    }
    NDArray weights = ConditionalContrast.weights(common[1 - modality], settings.conditionScale());
    return ConditionalContrast.loss(first, second, weights, scale);
  }

  private NDArray unit(String head, NDArray features) {
    return network.forward(head, features, true).normalize(2, 1);
  }

  private String name(int modality) {
    return modalities.get(modality).name();
  }

  /**
   * The representation of one modality: the common part, then the own part, as far as there are;
   * not normalised.
   *
   * @param modality 0 or 1
   * @param values {@code (N, D)}
   * @return {@code (N, width)}
   */
  public NDArray represent(int modality, NDArray values) {
    NDArray features = network.forward(TRUNK + name(modality), values, false);
    NDList parts = new NDList();
    if (keeping.agreement()) {
      parts.add(network.forward(COMMON + name(modality), features, false));
    }
    if (keeping.own()) {
      parts.add(network.forward(OWN + name(modality), features, false));
    }
    return parts.size() == 1 ? parts.head() : parts.head().concat(parts.get(1), 1);
  }
}
