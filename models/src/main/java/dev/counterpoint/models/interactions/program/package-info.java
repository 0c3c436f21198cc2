/**
 * Convex programs over distributions with fixed margins, in plain Java, each answer with a proof of
 * how far it can be off.
 */
package dev.counterpoint.models.interactions.program;
