package dev.counterpoint.datasets.picture.jpeg;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.File;
import java.io.IOException;
import java.util.Optional;

/**
 * Functions of Leptonica 1.85, as its header {@code allheaders.h} declares them, from the library
 * in a jar of JavaCPP's presets. JavaCPP's own loader is not used, for it would bring a second
 * OpenMP library into the process, beside that of PyTorch.
 */
final class Leptonica {

  private static final String FOLDER = "/org/bytedeco/leptonica/";

  /** No message on the standard error; what is wrong with a file the general way will say. */
  private static final int SILENCE = 6;

  private static final Optional<String> PROBLEM = load();

  private Leptonica() {}

  /** Why it cannot be used on this machine; empty where it can. */
  static Optional<String> problem() {
    return PROBLEM;
  }

  private static Optional<String> load() {
    Optional<String> library = library(Platform.RESOURCE_PREFIX);
    if (library.isEmpty()) {
      return Optional.of("there is no library for " + Platform.RESOURCE_PREFIX);
    }
    try {
      File file =
          Native.extractFromResourcePath(FOLDER + library.get(), Leptonica.class.getClassLoader());
      Native.register(Functions.class, NativeLibrary.getInstance(file.getPath()));
      Functions.setMsgSeverity(SILENCE);
      return Optional.empty();
    } catch (IOException | LinkageError | RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /**
   * Where the jars have it. Not that of Windows, whose C library has no files in memory, so that
   * Leptonica would write each picture to the disk first.
   *
   * @param platform as JNA names it
   */
  private static Optional<String> library(String platform) {
    return switch (platform) {
      case "linux-x86-64" -> Optional.of("linux-x86_64/libleptonica.so.6");
      case "linux-aarch64" -> Optional.of("linux-arm64/libleptonica.so.6");
      case "darwin-aarch64" -> Optional.of("macosx-arm64/libleptonica.6.dylib");
      default -> Optional.empty();
    };
  }

  /** To be called only where there is no {@linkplain #problem problem}. */
  static final class Functions {

    private Functions() {}

    static native int setMsgSeverity(int severity);

    /**
     * Decodes a file in memory.
     *
     * @param size of the file in bytes, a {@code size_t}
     * @param colorMap whether to quantise
     * @param reduction 1, 2, 4 or 8
     * @param warnings takes how often libjpeg complained
     * @param hint 0 for nothing special
     * @return to be destroyed; null where the file cannot be decoded
     */
    static native Pointer pixReadMemJpeg(
        byte[] data, long size, int colorMap, int reduction, int[] warnings, int hint);

    static native int pixGetWidth(Pointer pix);

    static native int pixGetHeight(Pointer pix);

    static native int pixGetDepth(Pointer pix);

    /** Words of 32 bits: red in the highest eight, then green, blue and nothing. */
    static native Pointer pixGetData(Pointer pix);

    static native void pixDestroy(PointerByReference pix);
  }
}
