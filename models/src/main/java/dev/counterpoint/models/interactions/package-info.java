/**
 * What two modalities tell of a label: redundancy, two uniquenesses and synergy of a discrete
 * distribution, in bits. Plain Java, of use without any training.
 *
 * <p>{@link dev.counterpoint.models.interactions.Decomposition} is for a distribution p(x1, x2, y)
 * that is known; {@code bounds} for what is known of one from p(x1, y), p(x2, y) and p(x1, x2),
 * without labeled pairs; {@code estimate} for samples and features; {@code program} has the convex
 * programs below them.
 */
package dev.counterpoint.models.interactions;
