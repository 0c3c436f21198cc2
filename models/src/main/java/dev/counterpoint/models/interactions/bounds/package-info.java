/**
 * What is known of synergy and of the best accuracy without labeled pairs: bounds from p(x1, y),
 * p(x2, y) and p(x1, x2) alone.
 */
package dev.counterpoint.models.interactions.bounds;
