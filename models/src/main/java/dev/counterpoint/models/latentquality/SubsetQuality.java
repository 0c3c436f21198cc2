package dev.counterpoint.models.latentquality;

import java.util.List;

/**
 * What was learned from a subset of the modalities.
 *
 * @param modalities their numbers, ascending, from 0
 * @param eta latent quality of the learned latent: the population risk of the best head over it,
 *     less that of the true latent with its head; 0 is best
 * @param risk population risk of what was learned, less the same; at least {@code eta}
 */
public record SubsetQuality(List<Integer> modalities, double eta, double risk) {

  /** Copies the list. */
  public SubsetQuality {
    modalities = List.copyOf(modalities);
  }
}
