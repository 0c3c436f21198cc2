/**
 * Multimodal Competition Regularizer: Kontras et al. 2024, "Multimodal Fusion Balancing Through
 * Game-Theoretic Regularization" (arXiv 2411.07335).
 */
package dev.counterpoint.models.balance.mcr;
