package dev.counterpoint.models.balance.mcr;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;

/**
 * The conditional entropy bottleneck: features that can be told from the prediction hold nothing
 * beside it. The mean squared error of {@code h(y)} and the features side by side, with {@code h =
 * V relu(W y)} (Kontras et al. 2024, "Multimodal Fusion Balancing Through Game-Theoretic
 * Regularization", equation 11); y is the prediction without its gradient, as in their code. The
 * units of the hidden layer are as many as the widest features have.
 */
final class Reconstruction {

  /** Name of h in the network. */
  static final String NAME = "mcr-reconstruction";

  private Reconstruction() {}

  /** Adds h. */
  static void addTo(FusionModel model) {
    long widest = 0;
    long all = 0;
    for (int m = 0; m < model.modalities().size(); m++) {
      widest = Math.max(widest, model.features(m));
      all += model.features(m);
    }
    SequentialBlock h =
        new SequentialBlock()
            .add(Linear.builder().setUnits(widest).optBias(false).build())
            .add(Activation.reluBlock())
            .add(Linear.builder().setUnits(all).optBias(false).build());
    model.network().add(NAME, h, new Shape(1, model.classes()));
  }

  /**
   * The error, mean over examples and features.
   *
   * @return scalar, in squared units of the features
   */
  static NDArray loss(FusionPass pass, NDArray features, Prediction prediction) {
    NDArray scores = pass.logits().stopGradient();
    NDArray seen = prediction == Prediction.LOGITS ? scores : scores.softmax(1);
    NDArray told = pass.model().network().forward(NAME, new NDList(seen), true);
    return features.sub(told).square().mean();
  }
}
