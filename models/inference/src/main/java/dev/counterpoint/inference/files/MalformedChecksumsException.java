package dev.counterpoint.inference.files;

import dev.counterpoint.datasets.CounterpointException;

/** The list of hashes of a bundle cannot be understood. */
public final class MalformedChecksumsException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  MalformedChecksumsException(String where, int line, String problem) {
    super(
        "%s: %s, line %d: %s".formatted(where, Checksums.FILE, line, problem),
        "Copy the bundle again, or export the run again.");
  }
}
