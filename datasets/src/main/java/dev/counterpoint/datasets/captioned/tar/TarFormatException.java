package dev.counterpoint.datasets.captioned.tar;

import dev.counterpoint.datasets.CounterpointException;

/** A file that is not a tar that can be read, or holds what a shard must not; names the offset. */
public final class TarFormatException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param tar the file, as the person would write it
   * @param offset of the header in question, in bytes
   * @param problem expected and found
   * @param remedy what to do
   */
  public TarFormatException(String tar, long offset, String problem, String remedy) {
    super("%s, at byte %d: %s".formatted(tar, offset, problem), remedy);
  }
}
