package dev.counterpoint.datasets.synthetic;

import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.download.Sha256;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Data whose label is redundant, unique to a modality, or spread over both, for partial information
 * decomposition (after the generator in the code of Liang et al. 2023, "Quantifying &amp; Modeling
 * Multimodal Interactions").
 *
 * <p>Three groups of latent numbers, {@code z_g ~ N(0, variance I)}, are each mapped by a fixed
 * {@code T_g ~ U(0, 1)}; modality 0 shows those of group 0 and of group 01, modality 1 those of
 * group 1 and of group 01, one behind the other. For the label, some latent numbers go through
 * dropout, as in training (those that stay grow by 1 / (1 - dropout)); the examples are sorted by
 * the sigmoid of their mean and cut into classes of equal size. So no example has a label on its
 * own, only as one of all.
 *
 * <p>The modalities are called {@code x0} and {@code x1}, each {@code (2 * groupDimension)}
 * float32.
 */
public final class Pid {

  private static final int ONLY_0 = 0;
  private static final int ONLY_1 = 1;
  private static final int BOTH = 2;

  private final PidSettings settings;
  private final RandomAddress address;
  private final double[][][] maps = new double[3][][]; // (group, L, D)

  private Pid(PidSettings settings, RandomAddress address) {
    this.settings = settings;
    this.address = address.purpose("pid");
    RandomAddress fixed =
        RandomAddress.seed(settings.transformationSeed()).purpose("pid-transformation");
    for (int group = 0; group < maps.length; group++) {
      SplittableRandom random = fixed.at(group).stream();
      maps[group] = new double[settings.latentDimension()][settings.groupDimension()];
      for (double[] row : maps[group]) {
        Arrays.setAll(row, d -> random.nextDouble());
      }
    }
  }

  /** Makes the data. Equal arguments give equal data. */
  public static MultimodalData generate(PidSettings settings, RandomAddress address) {
    return new Pid(settings, address).generate();
  }

  private MultimodalData generate() {
    int size = settings.size();
    int width = 2 * settings.groupDimension();
    float[] first = new float[Math.multiplyExact(size, width)];
    float[] second = new float[first.length];
    double[] scores = new double[size];
    for (int i = 0; i < size; i++) {
      double[][] latents = latents(address.purpose("latent").at(i).stream());
      scores[i] = score(latents, address.purpose("dropout").at(i).stream());
      show(latents, ONLY_0, first, i * width);
      show(latents, BOTH, first, i * width + settings.groupDimension());
      show(latents, ONLY_1, second, i * width);
      show(latents, BOTH, second, i * width + settings.groupDimension());
    }
    MultimodalPart all =
        new MultimodalPart(
            List.of(
                ModalityArray.of(new Modality("x0", List.of((long) width)), first),
                ModalityArray.of(new Modality("x1", List.of((long) width)), second)),
            bins(scores));
    int[][] parts =
        StratifiedSplit.of(
            all.labels(),
            settings.classes(),
            settings.validationShare(),
            settings.testShare(),
            address.purpose("split"));
    return new MultimodalData(
        "pid",
        "Made by the program: a label of %d latent numbers that only x0 shows, %d that only x1 shows, %d that both show."
            .formatted(settings.label().of0(), settings.label().of1(), settings.label().of01()),
        false,
        IntStream.range(0, settings.classes()).mapToObj(String::valueOf).toList(),
        all.rows(parts[0]),
        all.rows(parts[1]),
        all.rows(parts[2]),
        Map.of("pid", Sha256.of("pid 1 %s %x".formatted(settings, address.value()))));
  }

  private double[][] latents(SplittableRandom random) {
    double[][] latents = new double[maps.length][settings.latentDimension()];
    double deviation = Math.sqrt(settings.variance());
    for (double[] latent : latents) {
      Arrays.setAll(latent, l -> deviation * random.nextGaussian());
    }
    return latents;
  }

  private double score(double[][] latents, SplittableRandom random) {
    int[] counts = {settings.label().of0(), settings.label().of1(), settings.label().of01()};
    double sum = 0;
    for (int group = 0; group < counts.length; group++) {
      for (int l = 0; l < counts[group]; l++) {
        boolean dropped = random.nextDouble() < settings.dropout();
        sum += dropped ? 0 : latents[group][l] / (1 - settings.dropout());
      }
    }
    return 1 / (1 + Math.exp(-sum / Arrays.stream(counts).sum()));
  }

  private void show(double[][] latents, int group, float[] to, int offset) {
    for (int d = 0; d < settings.groupDimension(); d++) {
      double sum = 0;
      for (int l = 0; l < latents[group].length; l++) {
        sum += latents[group][l] * maps[group][l][d];
      }
      to[offset + d] = (float) sum;
    }
  }

  /** Classes of equal size, to the example, by rising score; of equal scores the first first. */
  private int[] bins(double[] scores) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] labels = new int[scores.length];
    for (int rank = 0; rank < order.length; rank++) {
      labels[order[rank]] = (int) ((long) rank * settings.classes() / order.length);
    }
    return labels;
  }
}
