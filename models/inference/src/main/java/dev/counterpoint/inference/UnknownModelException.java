package dev.counterpoint.inference;

import dev.counterpoint.datasets.CounterpointException;
import java.util.List;

/** No shipped model has the name. */
public final class UnknownModelException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  UnknownModelException(String name, List<String> names) {
    super(
        "there is no shipped model '" + name + "'",
        names.isEmpty()
            ? "None is shipped with this build; name the folder of a bundle."
            : "Shipped are: " + String.join(", ", names) + ". Or name the folder of a bundle.");
  }
}
