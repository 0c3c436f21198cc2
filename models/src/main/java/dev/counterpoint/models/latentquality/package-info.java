/**
 * Latent quality (Huang et al. 2021, "What Makes Multi-modal Learning Better than Single"): a
 * linear family whose true latent is known, so that the quality of a learned one is exact; its
 * estimate for trained encoders; the terms of theorem 1.
 */
package dev.counterpoint.models.latentquality;
