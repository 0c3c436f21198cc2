/** NumPy's arrays in a zip: a strict reader, and a writer. */
package dev.counterpoint.datasets.features.npz;
