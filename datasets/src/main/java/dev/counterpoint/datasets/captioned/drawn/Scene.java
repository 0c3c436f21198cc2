package dev.counterpoint.datasets.captioned.drawn;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;

/**
 * What is on a picture: two things, one of which is left of or above the other, on a ground.
 *
 * @param first the left or upper thing
 * @param second the right or lower thing
 * @param relation how they lie
 * @param ground the colour behind, {@code 0xRRGGBB}, grey
 */
record Scene(Thing first, Thing second, Relation relation, int ground) {

  /** How two things lie. */
  enum Relation {
    LEFT_OF,
    ABOVE
  }

  /** What a thing is. */
  enum Form {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    DIAMOND,
    CROSS,
    RING;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Colours that nobody calls otherwise. */
  enum Tint {
    RED(0xD62728),
    GREEN(0x2CA02C),
    BLUE(0x1F4FD8),
    YELLOW(0xF2C80F),
    PURPLE(0x8E3DBA),
    ORANGE(0xFF7F0E),
    PINK(0xF78FC4),
    BROWN(0x7B4B2A);

    private final int rgb;

    Tint(int rgb) {
      this.rgb = rgb;
    }

    int rgb() {
      return rgb;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One thing.
   *
   * @param large whether it is large or small
   * @param x centre, as a fraction of the picture's side
   * @param y centre, as a fraction of the picture's side
   * @param radius as a fraction of the picture's side
   */
  record Thing(Form form, Tint tint, boolean large, double x, double y, double radius) {}

  /** The scene of an address. The two things differ in form or colour. */
  static Scene at(RandomAddress address) {
    SplittableRandom random = address.stream();
    Relation relation = Relation.values()[random.nextInt(2)];
    int brightness = 0xC0 + random.nextInt(0x40);
    double nearEdge = 0.27 + random.nextDouble(-0.04, 0.04);
    double farEdge = 0.73 + random.nextDouble(-0.04, 0.04);
    double across = 0.5 + random.nextDouble(-0.15, 0.15);
    double alsoAcross = 0.5 + random.nextDouble(-0.15, 0.15);
    boolean beside = relation == Relation.LEFT_OF;
    Thing first = thing(random, beside ? nearEdge : across, beside ? across : nearEdge);
    Thing second;
    do {
      second = thing(random, beside ? farEdge : alsoAcross, beside ? alsoAcross : farEdge);
    } while (second.form == first.form && second.tint == first.tint);
    return new Scene(first, second, relation, brightness * 0x010101);
  }

  private static Thing thing(SplittableRandom random, double x, double y) {
    Form form = Form.values()[random.nextInt(Form.values().length)];
    Tint tint = Tint.values()[random.nextInt(Tint.values().length)];
    boolean large = random.nextBoolean();
    double radius = (large ? 0.19 : 0.09) + random.nextDouble(-0.015, 0.015);
    return new Thing(form, tint, large, x, y, radius);
  }
}
