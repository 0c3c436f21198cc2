package dev.counterpoint.inference.search.approximate;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** The graph of an index is damaged or cannot be read. */
public final class UnusableGraphException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  UnusableGraphException(Path folder, Exception cause) {
    super(
        folder + ": the graph for approximate search cannot be used: " + cause.getMessage(),
        "Remove the folder; it is built again. Or search exactly.",
        cause);
  }
}
