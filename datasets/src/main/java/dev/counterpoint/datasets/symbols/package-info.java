/** Tables of symbols: two discrete modalities and a label, or probabilities of their cells. */
package dev.counterpoint.datasets.symbols;
