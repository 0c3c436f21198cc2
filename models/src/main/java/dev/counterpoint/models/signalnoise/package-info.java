/**
 * The synthetic comparison of multi-modal with single-modal contrastive learning of Huang et al.
 * 2024: a signal and a noise patch, two-patch ReLU networks, and what of each they learn.
 */
package dev.counterpoint.models.signalnoise;
