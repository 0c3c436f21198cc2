package dev.counterpoint.datasets.caption;

import dev.counterpoint.datasets.colored.ColorPlacement;
import dev.counterpoint.datasets.colored.Palette;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Captions of coloured digits: as the vector of an ideal language encoder, which "successfully
 * encodes the caption of the images into one-hot labels of colors and digits" (Huang et al. 2024,
 * section 6), and as an English sentence of the same content.
 */
public final class ColoredDigitCaptions {

  private static final List<String> NUMBERS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
  private static final List<String> OPENINGS =
      List.of(
          "",
          "a photo of ",
          "a picture of ",
          "an image of ",
          "this is ",
          "handwriting: ",
          "here is ");

  /** Sentences that say a number and a colour, for each placement. */
  private static final int BODIES = 3;

  private final Palette palette;
  private final int classes;

  /**
   * Captions for a palette.
   *
   * @param classes number of digit classes, at most 10
   * @throws IllegalArgumentException if there are more than ten
   */
  public ColoredDigitCaptions(Palette palette, int classes) {
    if (classes > NUMBERS.size()) {
      throw new IllegalArgumentException("captions have words for 10 digits, not " + classes);
    }
    this.palette = palette;
    this.classes = classes;
  }

  /** Length of a one-hot caption: colours, then digits. */
  public int width() {
    return palette.size() + classes;
  }

  /**
   * One-hot captions: colours first, then digits.
   *
   * @param digits {@code (N)} classes
   * @param colors {@code (N)} index into the palette
   * @return {@code (N, colours + classes)} row by row, two ones a row
   */
  public float[] oneHot(byte[] digits, byte[] colors) {
    float[] captions = new float[digits.length * width()];
    for (int i = 0; i < digits.length; i++) {
      captions[i * width() + colors[i]] = 1;
      captions[i * width() + palette.size() + digits[i]] = 1;
    }
    return captions;
  }

  /** One-hot prompts of one class, one for each colour: {@code (colours, colours + classes)}. */
  public float[] prompts(int digit) {
    byte[] digits = new byte[palette.size()];
    byte[] colors = new byte[palette.size()];
    for (int c = 0; c < colors.length; c++) {
      digits[c] = (byte) digit;
      colors[c] = (byte) c;
    }
    return oneHot(digits, colors);
  }

  /**
   * A sentence such as "a photo of a red digit three" or, where the ground is coloured, "the number
   * 3 on red", drawn from a small grammar.
   *
   * @param placement what the colour is said of
   * @param address of this caption
   */
  public String sentence(int digit, int color, ColorPlacement placement, RandomAddress address) {
    return sentence(digit, color, placement, form(address));
  }

  /** In how many forms the grammar says the same. */
  public int forms() {
    return OPENINGS.size() * 2 * BODIES;
  }

  /** The form that is drawn at an address, in {@code 0 .. forms() - 1}. */
  public int form(RandomAddress address) {
    SplittableRandom random = address.stream();
    int opening = random.nextInt(OPENINGS.size());
    int spelled = random.nextBoolean() ? 1 : 0;
    return (opening * 2 + spelled) * BODIES + random.nextInt(BODIES);
  }

  /**
   * A sentence in a form of the grammar.
   *
   * @param placement what the colour is said of
   * @param form in {@code 0 .. forms() - 1}
   */
  public String sentence(int digit, int color, ColorPlacement placement, int form) {
    String opening = OPENINGS.get(form / (2 * BODIES));
    String tint = palette.colors().get(color).name();
    boolean spelled = form / BODIES % 2 == 1;
    String number = spelled ? NUMBERS.get(digit) : Integer.toString(digit);
    String body =
        placement == ColorPlacement.DIGIT
            ? switch (form % BODIES) {
              case 0 -> article(tint) + " " + tint + " digit " + number;
              case 1 -> "the number " + number + " in " + tint;
              default -> "the digit " + number + ", " + tint;
            }
            : switch (form % BODIES) {
              case 0 -> "a digit " + number + " on " + article(tint) + " " + tint + " ground";
              case 1 -> "the number " + number + " on " + tint;
              default -> article(tint) + " " + tint + " square with the digit " + number;
            };
    return opening + body;
  }

  private static String article(String word) {
    return "aeiou".indexOf(word.charAt(0)) >= 0 ? "an" : "a";
  }
}
