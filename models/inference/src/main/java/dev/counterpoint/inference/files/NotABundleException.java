package dev.counterpoint.inference.files;

import dev.counterpoint.datasets.CounterpointException;

/** What was named is no bundle. */
public final class NotABundleException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private static final String REMEDY =
      "Name the folder that 'counterpoint export' wrote (it holds config.json, model.onnx and"
          + " SHA256SUMS), or a model that is shipped.";

  private NotABundleException(String problem) {
    super(problem, REMEDY);
  }

  static NotABundleException nothingAt(String path) {
    return new NotABundleException(path + ": not a bundle: there is no such folder");
  }

  static NotABundleException noFolder(String path) {
    return new NotABundleException(
        path + ": not a bundle: expected a folder or a .zip, found another file");
  }

  /** A folder, but of something else. */
  public static NotABundleException without(String where, String file) {
    return new NotABundleException(where + ": not a bundle: it has no " + file);
  }
}
