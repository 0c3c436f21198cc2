package dev.counterpoint.datasets.download;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the user's cache is: what was downloaded once and may be deleted at any time.
 *
 * <p>{@code COUNTERPOINT_CACHE} names it outright. Otherwise it is the folder {@code counterpoint}
 * in {@code XDG_CACHE_HOME}, or in the place that the system has for caches: {@code ~/.cache} on
 * Linux, {@code ~/Library/Caches} on macOS, {@code %LOCALAPPDATA%} on Windows.
 */
public final class CacheFolder {

  /** The variable that overrides all rules. */
  public static final String VARIABLE = "COUNTERPOINT_CACHE";

  private CacheFolder() {}

  /** The cache of this user on this machine; it need not exist yet. */
  public static Path of(Host host) {
    return host.variable(VARIABLE)
        .map(Path::of)
        .orElseGet(() -> systemCache(host).resolve("counterpoint"));
  }

  private static Path systemCache(Host host) {
    // The XDG specification has relative paths ignored.
    Optional<Path> xdg = host.variable("XDG_CACHE_HOME").map(Path::of).filter(Path::isAbsolute);
    if (xdg.isPresent()) {
      return xdg.get();
    }
    String os = host.osName().toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      return host.variable("LOCALAPPDATA")
          .map(Path::of)
          .orElseGet(() -> host.home().resolve("AppData").resolve("Local"));
    }
    if (os.startsWith("mac")) {
      return host.home().resolve("Library").resolve("Caches");
    }
    return host.home().resolve(".cache");
  }
}
