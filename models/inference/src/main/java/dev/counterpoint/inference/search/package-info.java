/** Indexes of embeddings: kept in a file, searched exactly, and kept up with a folder. */
package dev.counterpoint.inference.search;
