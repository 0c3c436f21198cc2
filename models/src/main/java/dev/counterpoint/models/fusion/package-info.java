/**
 * Classifiers that read several modalities: an encoder for each, a head that fuses their features,
 * and a classifier of each modality alone beside it.
 */
package dev.counterpoint.models.fusion;
