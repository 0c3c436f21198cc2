/** Encoders of features that other programs have computed: vectors, and sequences of them. */
package dev.counterpoint.models.encoder.features;
