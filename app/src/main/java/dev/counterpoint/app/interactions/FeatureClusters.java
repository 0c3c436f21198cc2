package dev.counterpoint.app.interactions;

import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.symbols.SymbolTable;
import dev.counterpoint.models.interactions.estimate.Clusters;
import dev.counterpoint.models.interactions.estimate.FeatureSymbols;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * From features to symbols: all examples of a data set, whatever their part, and the clusters of
 * two of its modalities.
 *
 * @param count of clusters of each modality
 * @param components that examples of length one are reduced to before, as in the paper's code; 0
 *     clusters features as they come
 * @param address of the randomness
 */
public record FeatureClusters(int count, int components, RandomAddress address) {

  /**
   * Finds clusters.
   *
   * @param data with two modalities
   * @throws ModalityCountException if it has another number of modalities, or one holds token ids
   * @throws dev.counterpoint.models.interactions.estimate.ClusterCountException if there are more
   *     clusters than different examples
   */
  public SymbolTable of(MultimodalData data) {
    List<MultimodalPart> parts = List.of(data.train(), data.validation(), data.test());
    if (data.modalities().size() != 2) {
      throw ModalityCountException.of(data);
    }
    int[] first = clusters(0, parts);
    int[] second = clusters(1, parts);
    int[] labels = parts.stream().flatMapToInt(part -> Arrays.stream(part.labels())).toArray();
    return new SymbolTable(
        first, second, labels, Optional.empty(), names(count), names(count), data.classes());
  }

  private static List<String> names(int size) {
    return IntStream.range(0, size).mapToObj(String::valueOf).toList();
  }

  private int[] clusters(int modality, List<MultimodalPart> parts) {
    FeatureMatrix features =
        FeatureMatrix.joined(
            parts.stream().map(part -> HostFeatures.of(part.arrays().get(modality))).toList());
    return components > 0
        ? new FeatureSymbols(components, count, address.at(modality)).of(features)
        : Clusters.fit(features, count, address.at(modality)).of(features);
  }
}
