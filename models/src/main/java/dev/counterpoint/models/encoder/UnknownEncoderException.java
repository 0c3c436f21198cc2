package dev.counterpoint.models.encoder;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.NearestName;
import java.util.Collection;
import java.util.Comparator;

/** A name under which no encoder is registered. */
public final class UnknownEncoderException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error; it names the nearest.
   *
   * @param kind what was looked for, such as "image encoder"
   * @param name under which there is none
   * @param names that there are, at least one
   */
  public UnknownEncoderException(String kind, String name, Collection<String> names) {
    super(
        "there is no " + kind + " '" + name + "'",
        "Did you mean '%s'? There are: %s."
            .formatted(nearest(name, names), String.join(", ", names)));
  }

  private static String nearest(String name, Collection<String> names) {
    Comparator<String> byDistance =
        Comparator.comparing((String other) -> !other.contains(name))
            .thenComparingInt(other -> NearestName.distance(name, other));
    return names.stream().min(byDistance).orElseThrow();
  }
}
