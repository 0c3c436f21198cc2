package dev.counterpoint.datasets.colored;

import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.List;

/**
 * An environment of coloured digits: grey images kept as bytes, with a noisy label and a colour
 * each. The colours themselves are applied on the device, see {@link ColoredImages}.
 *
 * @param name of the environment: {@code "train"}, {@code "test-reversed"}
 * @param images grey images with the clean labels
 * @param noisyLabels {@code (N)} labels that training and the paper's accuracies use
 * @param colors {@code (N)} index into the palette
 * @param palette what the colours look like
 * @param placement where the colour sits
 */
public record ColoredDigits(
    String name,
    LabeledImages images,
    byte[] noisyLabels,
    byte[] colors,
    Palette palette,
    ColorPlacement placement) {

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if labels, colours and images differ in number
   */
  public ColoredDigits {
    if (noisyLabels.length != images.size() || colors.length != images.size()) {
      throw new IllegalArgumentException(
          "%s: %d images, %d noisy labels, %d colours"
              .formatted(name, images.size(), noisyLabels.length, colors.length));
    }
  }

  /**
   * Colours digits. The noise and the colours of example i depend on the address and on i only.
   *
   * @param address of the environment's randomness
   * @throws IllegalArgumentException if there are more classes than colours
   */
  public static ColoredDigits of(
      String name,
      LabeledImages images,
      LabelNoise noise,
      ColorSource source,
      ColorRule rule,
      Palette palette,
      ColorPlacement placement,
      RandomAddress address) {
    if (images.classes() > palette.size()) {
      throw new IllegalArgumentException(
          "%d classes need as many colours; palette %s has %d"
              .formatted(images.classes(), palette.name(), palette.size()));
    }
    byte[] noisy = noise.apply(images.labels(), images.classes(), address.purpose("label-noise"));
    byte[] deciding = source == ColorSource.NOISY_LABEL ? noisy : images.labels();
    RandomAddress colorAddress = address.purpose("color");
    byte[] colors = new byte[deciding.length];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = (byte) rule.draw(deciding[i], palette.size(), colorAddress.at(i).stream());
    }
    return new ColoredDigits(name, images, noisy, colors, palette, placement);
  }

  /**
   * Several environments as one, in their order.
   *
   * @param environments at least one; of the same palette and placement
   */
  public static ColoredDigits pooled(String name, List<ColoredDigits> environments) {
    ColoredDigits all = environments.get(0);
    for (ColoredDigits next : environments.subList(1, environments.size())) {
      all =
          new ColoredDigits(
              name,
              all.images.join(next.images),
              joined(all.noisyLabels, next.noisyLabels),
              joined(all.colors, next.colors),
              all.palette,
              all.placement);
    }
    return all;
  }

  /** The first examples. */
  public ColoredDigits first(int count) {
    return new ColoredDigits(
        name,
        images.slice(0, count),
        Arrays.copyOf(noisyLabels, count),
        Arrays.copyOf(colors, count),
        palette,
        placement);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** The labels that the pictures show, {@code (N)}. */
  public byte[] cleanLabels() {
    return images.labels();
  }

  /** Number of examples. */
  public int size() {
    return images.size();
  }

  /** Number of classes. */
  public int classes() {
    return images.classes();
  }
}
