package dev.counterpoint.inference;

import dev.counterpoint.datasets.CounterpointException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A model does not have the output that was asked for. */
public final class NoSuchLayerException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NoSuchLayerException(String where, Layer asked, List<Layer> there) {
    super(
        "%s: the model has no %s".formatted(where, name(asked)),
        "It has: "
            + there.stream().map(NoSuchLayerException::name).collect(Collectors.joining(", "))
            + ".");
  }

  private static String name(Layer layer) {
    return layer.name().toLowerCase(Locale.ROOT);
  }
}
