package dev.counterpoint.inference.search;

/**
 * A vector that a search found.
 *
 * @param row its place in the index
 * @param entry what it is of
 * @param score cosine with the query, -1 to 1
 */
public record Match(int row, IndexEntry entry, double score) {}
