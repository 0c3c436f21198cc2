package dev.counterpoint.datasets.text.labels;

/**
 * One class.
 *
 * @param name as it stands in tables
 * @param words what a prompt says of it; the name where a file has no other
 */
public record Label(String name, String words) {}
