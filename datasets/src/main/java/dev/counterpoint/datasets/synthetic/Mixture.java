package dev.counterpoint.datasets.synthetic;

import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.download.Sha256;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A mixture of examples whose label is in all modalities, in one alone, or only in several together
 * (after Kontras et al. 2024, sec. 4.1; the synergistic kind is ours).
 *
 * <p>Each example has a kind, a uniform label y, and for each modality a latent vector {@code N(0,
 * noise^2 I)}, to which those that carry the label add its {@linkplain MixtureSettings.Signal
 * signal}. A fixed transformation then makes a vector of each: {@code f(A z)}, A with entries
 * {@code N(0, 1 / L)} drawn once, f none or tanh. Chosen by us, as the paper leaves it open: the
 * form and the strength of the signal, all dimensions, the transformation, the sizes, and that a
 * part has as many examples of each kind as its share says, to the example.
 *
 * <p>The modalities are called {@code x1}, {@code x2} and so on, each {@code (D)} float32.
 */
public final class Mixture {

  private final MixtureSettings settings;
  private final RandomAddress address;
  private final LatentMixture latent;
  private final List<FixedTransformation> transformations;

  private Mixture(MixtureSettings settings, RandomAddress address) {
    this.settings = settings;
    this.address = address.purpose("mixture");
    this.latent = new LatentMixture(settings);
    RandomAddress fixed =
        RandomAddress.seed(settings.transformationSeed()).purpose("mixture-transformation");
    this.transformations =
        IntStream.range(0, settings.modalities())
            .mapToObj(
                m ->
                    FixedTransformation.of(
                        settings.latentDimension(),
                        settings.outputDimension(),
                        settings.nonlinearity(),
                        fixed.at(m)))
            .toList();
  }

  /**
   * A mixture, with the kind of each example.
   *
   * @param data the examples
   * @param trainKinds {@code (N)} of each example to train on, an index into {@code kinds}
   * @param validationKinds of each example to choose by
   * @param testKinds of each example to measure on
   * @param kinds names of the kinds
   */
  public record Generated(
      MultimodalData data,
      int[] trainKinds,
      int[] validationKinds,
      int[] testKinds,
      List<String> kinds) {

    /** Copies the list, not the arrays. */
    public Generated {
      kinds = List.copyOf(kinds);
    }
  }

  /**
   * Makes a mixture. Equal arguments give equal data; an example depends on its part, its index and
   * its kind, not on how many there are.
   *
   * @param address of all but the transformations, which have a seed of their own
   */
  public static Generated generate(MixtureSettings settings, RandomAddress address) {
    return new Mixture(settings, address).generate();
  }

  private Generated generate() {
    Part train = part("train", settings.train());
    Part validation = part("validation", settings.validation());
    Part test = part("test", settings.test());
    String sum = Sha256.of("mixture 1 %s %x".formatted(settings, address.value()));
    MultimodalData data =
        new MultimodalData(
            "mixture",
            "A mixture made by the program: %s."
                .formatted(
                    String.join(
                        ", ",
                        settings.kinds().stream()
                            .map(k -> "%s %s".formatted(k.name(), k.share()))
                            .toList())),
            false,
            IntStream.range(0, settings.classes()).mapToObj(String::valueOf).toList(),
            train.examples,
            validation.examples,
            test.examples,
            Map.of("mixture", sum));
    List<String> names = settings.kinds().stream().map(MixtureKind::name).toList();
    return new Generated(data, train.kinds, validation.kinds, test.kinds, names);
  }

  private record Part(MultimodalPart examples, int[] kinds) {}

  private Part part(String name, int size) {
    RandomAddress place = address.purpose(name);
    int[] kinds = KindCounts.shuffled(settings.kinds(), size, place.purpose("kinds"));
    int[] labels = new int[size];
    int width = settings.outputDimension();
    float[][] values = new float[settings.modalities()][Math.multiplyExact(size, width)];
    for (int i = 0; i < size; i++) {
      LatentMixture.Example example = latent.draw(kinds[i], place.at(i).stream());
      labels[i] = example.label();
      for (int m = 0; m < values.length; m++) {
        transformations.get(m).apply(example.latents()[m], values[m], i * width);
      }
    }
    List<ModalityArray> arrays = new ArrayList<>();
    for (int m = 0; m < values.length; m++) {
      Modality modality = new Modality("x" + (m + 1), List.of((long) width));
      arrays.add(ModalityArray.of(modality, values[m]));
    }
    return new Part(new MultimodalPart(arrays, labels), kinds);
  }
}
