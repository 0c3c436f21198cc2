package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.nlvr.DrawnScene.Form;
import dev.counterpoint.datasets.nlvr.DrawnScene.Tint;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A statement about scenes that the program makes.
 *
 * @param kind what is stated
 * @param form of the things that are meant
 * @param tint of the things that are meant
 * @param number of a box, or of boxes, as the kind has it
 */
record DrawnStatement(Kind kind, Form form, Tint tint, int number) {

  private static final List<String> BOXES = List.of("left", "middle", "right");
  private static final List<String> NUMBERS = List.of("no", "one", "two", "three");

  /** What can be stated. */
  enum Kind {
    IN_BOX,
    NOT_IN_BOX,
    EXACTLY,
    AT_LEAST
  }

  /** A statement of a stream. */
  static DrawnStatement draw(SplittableRandom random) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    Form form = Form.values()[random.nextInt(Form.values().length)];
    Tint tint = Tint.values()[random.nextInt(Tint.values().length)];
    int number =
        switch (kind) {
          case IN_BOX, NOT_IN_BOX -> random.nextInt(3);
          case EXACTLY -> 1 + random.nextInt(2);
          case AT_LEAST -> 2;
        };
    return new DrawnStatement(kind, form, tint, number);
  }

  /** As a person says it. */
  String sentence() {
    String thing = tint.word() + " " + form.word();
    return switch (kind) {
      case IN_BOX -> "there is a %s in the %s box".formatted(thing, BOXES.get(number));
      case NOT_IN_BOX -> "there is no %s in the %s box".formatted(thing, BOXES.get(number));
      case EXACTLY ->
          "exactly %s %s a %s"
              .formatted(NUMBERS.get(number), number == 1 ? "box has" : "boxes have", thing);
      case AT_LEAST -> "at least %s boxes have a %s".formatted(NUMBERS.get(number), thing);
    };
  }

  /** Whether it is true of a scene. */
  boolean holds(DrawnScene scene) {
    return switch (kind) {
      case IN_BOX -> scene.count(number, form, tint) > 0;
      case NOT_IN_BOX -> scene.count(number, form, tint) == 0;
      case EXACTLY -> scene.boxesWith(form, tint) == number;
      case AT_LEAST -> scene.boxesWith(form, tint) >= number;
    };
  }
}
