/** Labeled features of several modalities, from arrays that other programs have computed. */
package dev.counterpoint.datasets.features;
