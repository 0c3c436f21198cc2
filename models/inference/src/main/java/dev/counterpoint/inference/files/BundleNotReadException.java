package dev.counterpoint.inference.files;

import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;

/** The system does not let a file of a bundle be read. */
public final class BundleNotReadException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  BundleNotReadException(String file, IOException cause) {
    super(file + ": cannot be read: " + cause, "Check the permissions and the disk.", cause);
  }
}
