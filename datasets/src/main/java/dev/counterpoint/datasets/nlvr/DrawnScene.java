package dev.counterpoint.datasets.nlvr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Three boxes with coloured things.
 *
 * @param boxes left, middle and right; one to four things each
 */
record DrawnScene(List<List<Thing>> boxes) {

  /** What a thing is. */
  enum Form {
    CIRCLE,
    SQUARE,
    TRIANGLE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Colours that nobody calls otherwise. */
  enum Tint {
    RED(0xD62728),
    BLUE(0x1F4FD8),
    YELLOW(0xF2C80F);

    private final int rgb;

    Tint(int rgb) {
      this.rgb = rgb;
    }

    int rgb() {
      return rgb;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing.
   *
   * @param x centre, as a fraction of the box's width
   * @param y centre, as a fraction of the box's height
   */
  record Thing(Form form, Tint tint, double x, double y) {}

  /** Copies the lists. */
  DrawnScene {
    boxes = boxes.stream().map(List::copyOf).toList();
  }

  /** A scene of a stream: each thing in a quarter of its box of its own. */
  static DrawnScene draw(SplittableRandom random) {
    List<List<Thing>> boxes = new ArrayList<>();
    for (int b = 0; b < 3; b++) {
      int quarters = 1 + random.nextInt(15); // one bit each, at least one
      List<Thing> things = new ArrayList<>();
      for (int quarter = 0; quarter < 4; quarter++) {
        if ((quarters >> quarter & 1) == 1) {
          things.add(
              new Thing(
                  Form.values()[random.nextInt(3)],
                  Tint.values()[random.nextInt(3)],
                  0.28 + 0.44 * (quarter % 2) + random.nextDouble(-0.05, 0.05),
                  0.28 + 0.44 * (quarter / 2) + random.nextDouble(-0.05, 0.05)));
        }
      }
      boxes.add(things);
    }
    return new DrawnScene(boxes);
  }

  /** How many things of a form and a colour are in a box. */
  int count(int box, Form form, Tint tint) {
    return (int) boxes.get(box).stream().filter(t -> t.form() == form && t.tint() == tint).count();
  }

  /** How many boxes have a thing of a form and a colour. */
  int boxesWith(Form form, Tint tint) {
    int found = 0;
    for (int box = 0; box < boxes.size(); box++) {
      found += count(box, form, tint) > 0 ? 1 : 0;
    }
    return found;
  }
}
