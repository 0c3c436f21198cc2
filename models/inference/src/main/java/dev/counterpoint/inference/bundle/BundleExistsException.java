package dev.counterpoint.inference.bundle;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** There is something already where a bundle would be written. */
public final class BundleExistsException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private BundleExistsException(String problem, String remedy) {
    super(problem, remedy);
  }

  /** Something stands where a bundle is to be written. */
  public static BundleExistsException at(Path folder) {
    return new BundleExistsException(
        folder + ": exists already", "Choose another folder, or ask for it to be replaced.");
  }

  static BundleExistsException ofAnotherKind(Path folder) {
    return new BundleExistsException(
        folder + ": exists and is no bundle, so it is not replaced",
        "Choose another folder, or remove it yourself.");
  }
}
