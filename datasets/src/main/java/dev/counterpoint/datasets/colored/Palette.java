package dev.counterpoint.datasets.colored;

import java.util.List;

/**
 * The colours of a coloured data set, by index.
 *
 * @param name as in a recipe
 * @param colors the colours in order; class k's own colour has index k
 */
public record Palette(String name, List<Color> colors) {

  /**
   * One colour.
   *
   * @param name an English word, used in captions
   * @param intensities one value in [0, 1] per channel
   */
  public record Color(String name, List<Double> intensities) {}

  /**
   * Ten colours; red is 0's and green is 1's as in Huang et al. 2024, section 6. The paper gives no
   * other; these follow the ten colours of related work by co-authors, with purple for black, which
   * could not be told from the digit or from its ground.
   */
  public static final Palette TEN =
      new Palette(
          "ten",
          List.of(
              rgb("red", 255, 0, 0),
              rgb("green", 0, 255, 0),
              rgb("blue", 0, 0, 255),
              rgb("yellow", 255, 255, 0),
              rgb("cyan", 0, 255, 255),
              rgb("magenta", 255, 0, 255),
              rgb("white", 255, 255, 255),
              rgb("gray", 128, 128, 128),
              rgb("orange", 255, 165, 0),
              rgb("purple", 128, 0, 255)));

  /**
   * Two colours as two channels, one of them zero: Arjovsky et al. 2019, "Invariant Risk
   * Minimization", section 5.
   */
  public static final Palette TWO_CHANNELS =
      new Palette(
          "two-channels",
          List.of(new Color("red", List.of(1.0, 0.0)), new Color("green", List.of(0.0, 1.0))));

  /**
   * Checks the colours.
   *
   * @throws IllegalArgumentException if there are none or their channels differ in number
   */
  public Palette {
    colors = List.copyOf(colors);
    if (colors.isEmpty()
        || colors.stream().map(c -> c.intensities().size()).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "palette " + name + " needs colours that have the same number of channels");
    }
  }

  /** Number of colours. */
  public int size() {
    return colors.size();
  }

  /** Number of channels of a coloured picture: 3 for RGB. */
  public int channels() {
    return colors.get(0).intensities().size();
  }

  /** All intensities as {@code (colors, channels)}, row by row. */
  public float[] table() {
    float[] table = new float[size() * channels()];
    int at = 0;
    for (Color color : colors) {
      for (double intensity : color.intensities()) {
        table[at++] = (float) intensity;
      }
    }
    return table;
  }

  private static Color rgb(String name, int red, int green, int blue) {
    return new Color(name, List.of(red / 255.0, green / 255.0, blue / 255.0));
  }
}
