package dev.counterpoint.app.device;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.util.List;

/** How the launcher has the C library keep the memory of large arrays between operations. */
public final class Allocator {

  /** Environment variables of glibc that {@code launcher/java.sh} sets; read at the start only. */
  public static final List<String> VARIABLES =
      List.of(
          "MALLOC_ARENA_MAX",
          "MALLOC_TOP_PAD_",
          "MALLOC_MMAP_MAX_",
          "MALLOC_TRIM_THRESHOLD_",
          "GLIBC_TUNABLES");

  private Allocator() {}

  /**
   * Gives memory that was freed back to the system, which glibc would keep for this process;
   * without effect where the C library is another.
   */
  public static void giveBack() {
    try {
      if (Platform.isLinux()) {
        NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
            .getFunction("malloc_trim")
            .invokeInt(new Object[] {new NativeLong(0)});
      }
    } catch (LinkageError e) {
      // Not glibc.
    }
  }
}
