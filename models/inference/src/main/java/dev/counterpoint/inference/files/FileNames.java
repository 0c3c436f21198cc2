package dev.counterpoint.inference.files;

import java.util.regex.Pattern;

/** Which names a file of a bundle may have: those that mean the same on every system. */
public final class FileNames {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private FileNames() {}

  /**
   * Refuses a name that is not plain.
   *
   * @param where the bundle, for the error
   * @throws UnsafeBundlePathException if the name is not of letters, digits and {@code . _ -}
   */
  public static void require(String where, String name) {
    if (!PLAIN.matcher(name).matches()) {
      throw UnsafeBundlePathException.name(where, name);
    }
  }
}
