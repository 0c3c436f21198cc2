/** Scores of classes on the host: what they predict, and whether their probabilities are right. */
package dev.counterpoint.models.prediction;
