package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.export.GraphParity;
import java.nio.file.Path;
import java.util.List;

/**
 * A model that an experiment leaves behind as a bundle.
 *
 * @param group the job group whose first seed it is
 * @param seed of its run
 * @param folder of the bundle
 * @param parity of its graphs
 */
public record ExportedModel(String group, long seed, Path folder, List<GraphParity> parity) {

  /** Copies the list. */
  public ExportedModel {
    parity = List.copyOf(parity);
  }
}
