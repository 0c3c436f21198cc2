package dev.counterpoint.models.balance.mcr;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.objective.JensenShannon;

/**
 * How much each modality tells of the class beside the others: the Jensen-Shannon divergence
 * between the prediction and that with the modality's features permuted among the examples, mean
 * over permutations and examples (Kontras et al. 2024, "Multimodal Fusion Balancing Through
 * Game-Theoretic Regularization", equation 8, without the sign).
 *
 * <p>The features are permuted as the head projects them, as a projection of permuted rows is the
 * permuted projection: neither encoders nor projections run again. The scores of modality j's
 * permutations are {@code (S, N, C)}.
 *
 * <p>Who learns what: encoder and projection of a modality follow the game. The combination, which
 * belongs to all of them, is a constant here: equations 12 and 13 name no gradient for it, and in a
 * greedy game of two the gradients that both would give it cancel.
 */
final class ConditionalInformation {

  private final FusionPass pass;
  private final McrSettings settings;
  private final NDList others = new NDList();
  private final NDArray constant;

  /** Prepares the terms of a pass. */
  ConditionalInformation(FusionPass pass, McrSettings settings) {
    this.pass = pass;
    this.settings = settings;
    NDList projected = pass.projected();
    projected.forEach(own -> others.add(settings.game().inTermOfAnother(own)));
    if (settings.reference() == Reference.CONSTANT) {
      NDList cut = new NDList();
      projected.forEach(own -> cut.add(own.stopGradient()));
      constant = pass.model().combineAsConstant(cut);
    } else {
      constant = null;
    }
  }

  /**
   * The term of one modality; its gradients are those of the game.
   *
   * @param rows whose row stands in for each example's, {@code (S, N)} int64
   * @return scalar, nats, at least 0
   */
  NDArray of(int modality, NDArray rows) {
    FusionModel model = pass.model();
    NDArray own = pass.projected(modality);
    NDList inputs = new NDList(others);
    inputs.set(modality, own);
    NDArray reference = constant == null ? model.combineAsConstant(inputs) : constant;
    inputs.set(modality, permuted(own, rows));
    NDArray weights = settings.pairs() == Pairs.ALL ? null : counted(rows);
    return JensenShannon.mean(model.combineAsConstant(inputs), reference, weights);
  }

  /** Rows of {@code (N, P)} by their numbers, {@code (S, N, P)}. */
  private static NDArray permuted(NDArray own, NDArray rows) {
    return rows.getNDArrayInternal().embedding(rows, own, SparseFormat.DENSE).singletonOrThrow();
  }

  /** 1 for pairs that count, else 0; {@code (S, N)} float32. */
  private NDArray counted(NDArray rows) {
    NDManager manager = rows.getManager();
    long examples = rows.getShape().get(1);
    NDArray same;
    if (settings.pairs() == Pairs.OTHER_EXAMPLES) {
      same = rows.eq(manager.arange(0, (int) examples, 1, DataType.INT64, rows.getDevice()));
    } else {
      NDArray labels = pass.labels();
      same = labels.gather(rows.flatten(), 0).reshape(rows.getShape()).eq(labels);
    }
    return same.logicalNot().toType(DataType.FLOAT32, false);
  }
}
