package dev.counterpoint.models.encoder.text;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.CounterpointException;

/** Token ids in another form than a text encoder takes. */
public final class TokenLengthException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  TokenLengthException(Shape found, DataType type, int length) {
    super(
        "token ids must be int64 of shape (N, L) with L from 2 to %d, found %s of shape %s"
            .formatted(length, type.name().toLowerCase(java.util.Locale.ROOT), found),
        "Cut longer texts to %d tokens, start and end included, as the tokenizer of the training does."
            .formatted(length));
  }
}
