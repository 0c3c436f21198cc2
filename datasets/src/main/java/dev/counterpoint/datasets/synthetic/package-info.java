/** Data sets for fusion that the program makes, with known shares of what each modality tells. */
package dev.counterpoint.datasets.synthetic;
