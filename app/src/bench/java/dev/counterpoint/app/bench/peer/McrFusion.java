package dev.counterpoint.app.bench.peer;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.cross_entropy;
import static org.bytedeco.pytorch.global.torch.log_softmax;
import static org.bytedeco.pytorch.global.torch.logaddexp;
import static org.bytedeco.pytorch.global.torch.normalize;

import dev.counterpoint.app.bench.protocol.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NormalizeFuncOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * A late linear fusion of two small CNNs, trained by MCR's greedy game (Kontras et al. 2024,
 * equations 8, 9 and 12): its losses as one writes them for libtorch's autograd. The permutations
 * are those of Counterpoint's first steps, again and again.
 */
final class McrFusion extends Module implements PeerNetwork {

  private static final int UNITS = 128;
  private static final int CLASSES = 10;
  private static final int MODALITIES = 2;
  private static final long[][] SIDES = {{28, 28}, {32, 40}};

  private final List<SmallEncoder> encoders = new ArrayList<>();
  private final List<LinearImpl> classifiers = new ArrayList<>();
  private final List<LinearImpl> projections = new ArrayList<>();
  private final Tensor bias;
  private final NormalizeFuncOptions alongRows = new NormalizeFuncOptions();
  private final Tensor labels;
  private final Tensor rows;
  private final Tensor same;
  private final Tensor positive;
  private final long permutations;
  private final Scalar scale;
  private final Scalar information;
  private final Scalar contrast;
  private final Scalar alone;
  private long step;

  McrFusion(Properties settings, Exchange exchange) {
    for (int m = 0; m < MODALITIES; m++) {
      long[] sides = SIDES[m];
      encoders.add(register_module("encoder" + m, new SmallEncoder(1, sides[0], sides[1], UNITS)));
      classifiers.add(register_module("classifier" + m, new LinearImpl(UNITS, CLASSES)));
      projections.add(register_module("projection" + m, PeerNetwork.withoutBias(UNITS, CLASSES)));
    }
    bias = register_parameter("bias", Tensor.create(new float[CLASSES], CLASSES));
    alongRows.dim().put(1);
    permutations = Long.parseLong(settings.getProperty("permutations"));
    scale = number(settings, "scale");
    information = number(settings, "information");
    contrast = number(settings, "contrast");
    alone = number(settings, "alone");
    labels = Tensor.create(longs(exchange.read(Exchange.LABELS)));
    rows =
        Tensor.create(longs(exchange.read(Exchange.PERMUTATIONS)))
            .view(Exchange.CHECK_STEPS, MODALITIES, permutations * labels.size(0));
    Tensor both = cat(new TensorVector(labels, labels));
    same = both.unsqueeze(1).eq(both.unsqueeze(0)); // (2 N, 2 N)
    positive = same.toType(bias.scalar_type()).fill_diagonal_(new Scalar(0));
  }

  private static Scalar number(Properties settings, String name) {
    return new Scalar(Double.parseDouble(settings.getProperty(name)));
  }

  private static long[] longs(float[] values) {
    long[] whole = new long[values.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) values[i];
    }
    return whole;
  }

  @Override
  public Module module() {
    return this;
  }

  @Override
  public Tensor images(float[] values, int batch) {
    return Tensor.create(values, batch, 1, SIDES[0][0], SIDES[0][1]);
  }

  /** Spectrograms, in the place of captions. */
  @Override
  public Tensor captions(float[] values, int batch) {
    return Tensor.create(values, batch, 1, SIDES[1][0], SIDES[1][1]);
  }

  @Override
  public List<Tensor> state() {
    List<Tensor> state = new ArrayList<>();
    for (int m = 0; m < MODALITIES; m++) {
      state.addAll(encoders.get(m).state());
      state.addAll(
          List.of(
              classifiers.get(m).weight(), classifiers.get(m).bias(), projections.get(m).weight()));
    }
    state.add(bias);
    return state;
  }

  @Override
  public Tensor loss(Tensor images, Tensor sounds, Tensor partners) {
    Tensor[] features = {encoders.get(0).of(images), encoders.get(1).of(sounds)};
    Tensor[] shares = new Tensor[MODALITIES];
    for (int m = 0; m < MODALITIES; m++) {
      shares[m] = projections.get(m).forward(features[m]); // (N, C)
    }
    Tensor loss = cross_entropy(shares[0].add(shares[1]).add(bias), labels);
    for (int m = 0; m < MODALITIES; m++) {
      Tensor own = cross_entropy(classifiers.get(m).forward(features[m]), labels);
      loss = loss.add(own.mul(alone));
    }
    long at = step++ % Exchange.CHECK_STEPS;
    for (int m = 0; m < MODALITIES; m++) {
      Tensor order = rows.select(0, at).select(0, m);
      loss = loss.sub(divergence(shares[m], shares[1 - m], order).mul(information));
    }
    return loss.add(contrast(features).mul(contrast));
  }

  /** What a modality tells beside the other, whose encoder is to keep it from telling. */
  private Tensor divergence(Tensor own, Tensor other, Tensor order) {
    Tensor constant = other.detach();
    Tensor rest = constant.add(constant).sub(other).add(bias.detach());
    Tensor q = log_softmax(own.add(rest), -1); // (N, C)
    Tensor permuted = own.index_select(0, order).view(permutations, own.size(0), CLASSES);
    Tensor p = log_softmax(permuted.add(rest), -1); // (S, N, C)
    Tensor middle = logaddexp(p, q).sub(new Scalar(Math.log(2)));
    Tensor both = p.exp().mul(p.sub(middle)).add(q.exp().mul(q.sub(middle)));
    return both.sum(-1).mean().mul(new Scalar(0.5));
  }

  /** Of every two features with one label, beside all with another. */
  private Tensor contrast(Tensor[] features) {
    Tensor z =
        cat(new TensorVector(normalize(features[0], alongRows), normalize(features[1], alongRows)));
    Tensor scores = z.matmul(z.t()).mul(scale); // (2 N, 2 N)
    Tensor others =
        scores
            .masked_fill(same, new Scalar(Double.NEGATIVE_INFINITY))
            .logsumexp(new long[] {1}, true);
    Tensor pairs = logaddexp(scores, others).sub(scores);
    return pairs.mul(positive).sum().div(positive.sum());
  }
}
