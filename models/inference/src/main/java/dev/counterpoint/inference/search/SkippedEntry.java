package dev.counterpoint.inference.search;

/**
 * A file without a vector, remembered so that it is not tried again until it changes.
 *
 * @param entry the file as it was
 * @param problem why it cannot be used, for people
 */
public record SkippedEntry(IndexEntry entry, String problem) {}
