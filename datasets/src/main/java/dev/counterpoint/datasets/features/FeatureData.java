package dev.counterpoint.datasets.features;

import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.file.Path;

/** A feature data set. */
public final class FeatureData {

  private FeatureData() {}

  /** Loads a data set. */
  public static MultimodalData load(Path source, FeatureSettings settings, RandomAddress address) {
    throw new UnsupportedOperationException("not yet");
  }
}
