package dev.counterpoint.app.device;

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
}
