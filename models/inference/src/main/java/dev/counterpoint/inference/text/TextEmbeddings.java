package dev.counterpoint.inference.text;

import dev.counterpoint.inference.Vectors;

/**
 * What a model says of texts.
 *
 * @param vectors {@code (texts, D)} with rows of length one, in the order of the texts
 * @param truncated how many texts were longer than the model reads and lost their end
 */
public record TextEmbeddings(Vectors vectors, int truncated) {}
