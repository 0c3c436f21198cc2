package dev.counterpoint.models.latentquality;

import java.util.List;

/**
 * What was learned from a subset of the modalities.
 *
 * @param modalities their numbers, ascending, from 0
 * @param eta latent quality of the learned latent: the population risk of the best head over it,
 *     less that of the true latent with its head; 0 is best
 * @param risk population risk of what was learned, less the same; at least {@code eta}
 * @param bounded the same of a bounded loss, with the sample terms of theorem 1
 */
public record SubsetQuality(
    List<Integer> modalities, double eta, double risk, BoundedRisk bounded) {

  /** Copies the list. */
  public SubsetQuality {
    modalities = List.copyOf(modalities);
  }
}
