/** Byte-level BPE: its words, its alphabet, how it is trained and how it encodes. */
package dev.counterpoint.datasets.text.bpe;
