/**
 * Self-supervised learning of two modalities that keeps what they agree on and what each tells
 * alone.
 */
package dev.counterpoint.models.disagreement;
