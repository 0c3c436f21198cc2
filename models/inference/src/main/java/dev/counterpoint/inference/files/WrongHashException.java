package dev.counterpoint.inference.files;

import dev.counterpoint.datasets.CounterpointException;

/** A file of a bundle is not the one that was written. */
public final class WrongHashException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private final String file;

  WrongHashException(String where, String file, String expected, String found) {
    super(
        "%s: the file %s is not the one that was exported: expected SHA-256 %s, found %s"
            .formatted(where, file, expected, found),
        "Copy the bundle again. If you changed the file on purpose, run 'sha256sum' over all files"
            + " but SHA256SUMS and keep its lines there.");
    this.file = file;
  }

  /** The name of the file that differs. */
  public String file() {
    return file;
  }
}
