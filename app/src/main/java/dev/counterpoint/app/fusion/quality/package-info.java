/**
 * Latent quality of trained encoders (Huang et al. 2021): a fusion for every subset of modalities
 * and every number of examples, its risk, and that of a head refitted on its latent.
 */
package dev.counterpoint.app.fusion.quality;
