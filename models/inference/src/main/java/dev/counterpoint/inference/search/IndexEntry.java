package dev.counterpoint.inference.search;

/**
 * What a vector is of.
 *
 * @param id its name; for a picture its path from the folder, with {@code /} on every system
 * @param size bytes of the file when it was encoded; 0 where there is no file
 * @param modifiedMillis when the file was changed last, since 1970; 0 where there is no file
 */
public record IndexEntry(String id, long size, long modifiedMillis) {

  /** Of something that is no file. */
  public static IndexEntry named(String id) {
    return new IndexEntry(id, 0, 0);
  }
}
