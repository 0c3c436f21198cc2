package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.datasets.CounterpointException;

/** A number of clusters that the examples do not allow. */
public final class ClusterCountException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  ClusterCountException(int clusters, int examples, int different) {
    super(
        "%d clusters of %d examples, of which %d differ: there must be at least 1 cluster, and at"
                .formatted(clusters, examples, different)
            + " least as many different examples as clusters",
        different > 1
            ? "Use at most %d clusters, or more examples.".formatted(different)
            : "The features never vary: they tell nothing, leave the modality out.");
  }
}
