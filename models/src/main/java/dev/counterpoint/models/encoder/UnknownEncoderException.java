package dev.counterpoint.models.encoder;

import dev.counterpoint.datasets.CounterpointException;
import java.util.Collection;

/** A name under which no image encoder is registered. */
public final class UnknownEncoderException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  UnknownEncoderException(String name, String nearest, Collection<String> names) {
    super(
        "there is no image encoder '" + name + "'",
        "Did you mean '%s'? There are: %s.".formatted(nearest, String.join(", ", names)));
  }
}
