/**
 * Interactions from samples and features: clusters in the place of symbols, margins of different
 * samples brought together, confidence intervals and bias.
 */
package dev.counterpoint.models.interactions.estimate;
