package dev.counterpoint.inference.files;

import dev.counterpoint.datasets.CounterpointException;

/** A file that belongs to a bundle is not there. */
public final class MissingBundleFileException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private final String file;

  /** Names the bundle and the file. */
  public MissingBundleFileException(String where, String file) {
    super(
        where + ": the file " + file + " of the bundle is missing",
        "Copy the whole folder again, or export the run again.");
    this.file = file;
  }

  /** The name of the file that is missing. */
  public String file() {
    return file;
  }
}
