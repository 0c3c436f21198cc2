package dev.counterpoint.datasets.captioned.source;

import dev.counterpoint.datasets.CounterpointException;

/** A data set in which no picture has a caption. */
public final class EmptySourceException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param source what was opened
   * @param found what there is in it
   * @param remedy what to do
   */
  public EmptySourceException(String source, String found, String remedy) {
    super("%s has no captioned picture: %s".formatted(source, found), remedy);
  }
}
