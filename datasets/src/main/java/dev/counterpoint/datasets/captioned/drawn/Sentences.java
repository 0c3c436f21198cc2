package dev.counterpoint.datasets.captioned.drawn;

import dev.counterpoint.datasets.captioned.drawn.Scene.Relation;
import dev.counterpoint.datasets.captioned.drawn.Scene.Thing;
import java.util.List;
import java.util.Map;

/** Says what is on a scene, in several ways that mean the same. */
final class Sentences {

  private Sentences() {}

  /** Five captions. */
  static List<String> of(Scene scene) {
    boolean beside = scene.relation() == Relation.LEFT_OF;
    String first = noun(scene.first(), "small", "large");
    String second = noun(scene.second(), "small", "large");
    String otherFirst = noun(scene.first(), "little", "big");
    String otherSecond = noun(scene.second(), "little", "big");
    return List.of(
        "%s %s %s".formatted(a(first), beside ? "left of" : "above", a(second)),
        "%s %s %s".formatted(a(second), beside ? "right of" : "below", a(first)),
        "there is %s %s %s"
            .formatted(a(otherFirst), beside ? "to the left of" : "over", a(otherSecond)),
        "%s and %s, the %s %s"
            .formatted(a(first), a(second), second, beside ? "on the right" : "underneath"),
        "a picture of %s with %s %s"
            .formatted(a(otherSecond), a(otherFirst), beside ? "to its left" : "above it"));
  }

  /** What a table would say. */
  static Map<String, String> fields(Scene scene) {
    return Map.of(
        "label", scene.first().form().word(),
        "first", noun(scene.first(), "small", "large"),
        "second", noun(scene.second(), "small", "large"),
        "relation", scene.relation() == Relation.LEFT_OF ? "left of" : "above");
  }

  private static String noun(Thing thing, String small, String large) {
    return "%s %s %s"
        .formatted(thing.large() ? large : small, thing.tint().word(), thing.form().word());
  }

  private static String a(String noun) {
    return "a " + noun;
  }
}
