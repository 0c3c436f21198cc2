package dev.counterpoint.app.export;

import dev.counterpoint.datasets.colored.ColorPlacement;
import dev.counterpoint.datasets.colored.ColoredDigits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Names of classes, and in words the captions that stand for them. */
final class ClassTexts {

  private ClassTexts() {}

  /** The digits' names, {@code "0"} and on. */
  static List<String> labels(ColoredDigits digits) {
    return IntStream.range(0, digits.classes()).mapToObj(Integer::toString).toList();
  }

  /** For each class one caption a colour, in the order of the palette. */
  static List<List<String>> prompts(ColoredDigits digits, ColorPlacement placement) {
    List<List<String>> prompts = new ArrayList<>();
    for (String label : labels(digits)) {
      prompts.add(
          digits.palette().colors().stream()
              .map(
                  color ->
                      placement == ColorPlacement.BACKGROUND
                          ? "the digit " + label + " on " + color.name()
                          : "the digit " + label + " in " + color.name())
              .toList());
    }
    return prompts;
  }
}
