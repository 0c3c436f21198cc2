package dev.counterpoint.inference.bundle;

import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.file.Path;

/** A bundle could not be written; nothing was left behind under its name. */
public final class BundleNotWrittenException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  BundleNotWrittenException(Path folder, IOException cause) {
    super(
        folder + ": the bundle cannot be written: " + cause,
        "Check that the folder above exists, is writable and has space left.",
        cause);
  }
}
