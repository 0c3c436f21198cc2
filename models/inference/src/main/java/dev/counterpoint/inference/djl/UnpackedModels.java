package dev.counterpoint.inference.djl;

import ai.djl.util.Utils;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.inference.ShippedModels;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.bundle.BundleExistsException;
import dev.counterpoint.inference.bundle.BundleNotWrittenException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Shipped models as folders, which DJL needs. The folder's name has the hash of the content, so
 * that a newer version of a model never meets the files of an older one, and what is there already
 * is checked before it is used.
 */
final class UnpackedModels {

  private static final int HASH_DIGITS = 16;

  private UnpackedModels() {}

  /** The folder of a model, in DJL's cache. */
  static Path unpack(String name) {
    Bundle bundle = Bundle.open(ShippedModels.files(name));
    Path folder =
        Utils.getCacheDir()
            .resolve("cache")
            .resolve("counterpoint")
            .resolve(name + "-" + bundle.identity().substring(0, HASH_DIGITS));
    if (!holds(folder, bundle)) {
      try {
        bundle.copyTo(folder, true);
      } catch (BundleNotWrittenException | BundleExistsException e) {
        // Another process may have been faster.
        if (!holds(folder, bundle)) {
          throw e;
        }
      }
    }
    return folder;
  }

  private static boolean holds(Path folder, Bundle bundle) {
    try {
      return Files.exists(folder) && Bundle.open(folder).identity().equals(bundle.identity());
    } catch (CounterpointException e) {
      return false;
    }
  }
}
