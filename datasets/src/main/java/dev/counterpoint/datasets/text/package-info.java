/** Text as tokens: byte-level BPE, trained here or read from a tokenizer.json. */
package dev.counterpoint.datasets.text;
