package dev.counterpoint.app.device;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Environment variables of this process as libraries of C see them. Java's own view, {@code
 * System.getenv}, was taken when the process started and does not change. Child processes inherit
 * the one or the other, as it is asked for {@link ProcessBuilder#environment} or not; what must
 * differ from the parent's they set themselves.
 */
final class ProcessVariables {

  private ProcessVariables() {}

  /**
   * Sets a variable.
   *
   * @return whether the system has let it; Windows has no one environment for all libraries
   */
  static boolean set(String name, String value) {
    if (Platform.isWindows()) {
      return false;
    }
    try {
      return library().invokeInt(new Object[] {name, value, 1}) == 0;
    } catch (LinkageError e) {
      return false;
    }
  }

  private static Function library() {
    return NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("setenv");
  }

  /** A variable as libraries see it now; null if it is not set or cannot be asked for. */
  static String get(String name) {
    try {
      return NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
          .getFunction("getenv")
          .invokeString(new Object[] {name}, false);
    } catch (LinkageError e) {
      return null;
    }
  }
}
