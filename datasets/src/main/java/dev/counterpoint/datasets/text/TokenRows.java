package dev.counterpoint.datasets.text;

/**
 * Captions as a model takes them: rows of one length. Each row is start, the tokens of the text,
 * end, padding; texts that are longer lose what is in front of the end.
 *
 * @param ids {@code (rows, length)}, row by row; not copied, do not change
 * @param rows number of texts
 * @param length tokens a row, start and end included
 * @param truncated how many texts were cut
 */
public record TokenRows(long[] ids, int rows, int length, int truncated) {}
