package dev.counterpoint.inference.bundle;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.inference.files.Checksums;
import java.util.Set;
import java.util.TreeSet;

/** A folder holds more than its bundle. */
public final class UnlistedFileException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private UnlistedFileException(String where, String name) {
    super(
        "%s: the file %s is not one of those in %s".formatted(where, name, Checksums.FILE),
        "Move it out of the folder, or, if it belongs to the bundle, add its line to SHA256SUMS with"
            + " 'sha256sum'.");
  }

  static void check(String where, Set<String> names, Checksums checksums) {
    Set<String> unlisted = new TreeSet<>(names);
    unlisted.removeAll(checksums.hashes().keySet());
    unlisted.remove(Checksums.FILE);
    if (!unlisted.isEmpty()) {
      throw new UnlistedFileException(where, unlisted.iterator().next());
    }
  }
}
