package dev.counterpoint.inference.files;

import dev.counterpoint.datasets.CounterpointException;

/** A name in a bundle leads out of it, or to something that is no plain file. */
public final class UnsafeBundlePathException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private UnsafeBundlePathException(String problem, String remedy) {
    super(problem, remedy);
  }

  static UnsafeBundlePathException name(String where, String name) {
    return new UnsafeBundlePathException(
        "%s: '%s' is no name of a file in a bundle: expected letters, digits and . _ -"
            .formatted(where, name),
        "Do not use this bundle unless you know where it is from.");
  }

  static UnsafeBundlePathException link(String where, String name, String target) {
    return new UnsafeBundlePathException(
        "%s: %s is a link out of the bundle, to %s".formatted(where, name, target),
        "If you trust it, copy the bundle with the files in place of the links: cp -rL FROM TO.");
  }

  static UnsafeBundlePathException subfolder(String where, String name) {
    return new UnsafeBundlePathException(
        "%s: expected files only, found the folder %s".formatted(where, name),
        "Move what does not belong to the bundle out of it.");
  }

  static UnsafeBundlePathException noPlainFile(String where, String name) {
    return new UnsafeBundlePathException(
        "%s: %s is no plain file".formatted(where, name), "Copy the bundle again.");
  }
}
