package dev.counterpoint.app.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A system and an architecture, and which of the native libraries that jars carry are for others.
 *
 * @param system as Java's {@code os.name} has it
 * @param architecture as Java's {@code os.arch} has it
 */
record Platform(String system, String architecture) {

  private static final Map<String, Set<String>> SYSTEMS =
      Map.of(
          "linux", Set.of("linux"),
          "mac", Set.of("darwin", "mac", "macos", "osx"),
          "windows", Set.of("win", "win32", "windows"));

  private static final Map<String, Set<String>> ARCHITECTURES =
      Map.of(
          "x86_64", Set.of("x86_64", "amd64", "x64"),
          "aarch64", Set.of("aarch64", "arm64"));

  /** Names of folders in jars, of systems that this program does not run on. */
  private static final Set<String> OTHER_SYSTEMS =
      Set.of("aix", "android", "dragonflybsd", "freebsd", "openbsd", "solaris", "sunos");

  /** Likewise of architectures. */
  private static final Set<String> OTHER_ARCHITECTURES =
      Set.copyOf(
          List.of(
              ("arm armel armv6 armv7 i386 i686 loongarch64 mips64 mips64el ppc ppc64 ppc64le"
                      + " riscv64 s390x sparc sparcv9 x86")
                  .split(" ")));

  private static final Pattern NATIVE =
      Pattern.compile(".*\\.(?:so|dll|dylib|jnilib|a|lib|pdb)(?:\\.\\d+)*|.*\\.dsym/.*");

  /** The one that this program runs on. */
  static Platform current() {
    return new Platform(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** Whether the launcher, a shell script, runs there. */
  boolean hasShell() {
    return !family().equals("windows");
  }

  /** What {@code uname -sm} prints there. */
  String uname() {
    boolean mac = family().equals("mac");
    String machine =
        switch (processor()) {
          case "x86_64" -> "x86_64";
          case "aarch64" -> mac ? "arm64" : "aarch64";
          default -> architecture;
        };
    return (mac ? "Darwin" : system) + " " + machine;
  }

  /**
   * Whether an entry of a jar is a native library, or its debugging symbols, that this platform
   * cannot load. Told by the folders, which libraries name by system and architecture; where they
   * name neither, it is kept.
   *
   * @param entry the entry's path in the jar
   */
  boolean foreign(String entry) {
    if (family().isEmpty() || processor().isEmpty()) {
      return false;
    }
    String path = entry.toLowerCase(Locale.ROOT).replace("x86-64", "x86_64");
    if (!NATIVE.matcher(path).matches()) {
      return false;
    }
    Set<String> folders =
        Arrays.stream(path.substring(0, path.lastIndexOf('/') + 1).split("[/-]"))
            .collect(Collectors.toSet());
    return names(folders, SYSTEMS, family(), OTHER_SYSTEMS)
        || names(folders, ARCHITECTURES, processor(), OTHER_ARCHITECTURES);
  }

  private static boolean names(
      Set<String> folders, Map<String, Set<String>> known, String own, Set<String> others) {
    return folders.stream()
        .anyMatch(
            folder ->
                others.contains(folder)
                    || known.entrySet().stream()
                        .anyMatch(
                            kind ->
                                !kind.getKey().equals(own) && kind.getValue().contains(folder)));
  }

  /** linux, mac or windows; empty for others. */
  private String family() {
    String first = system.toLowerCase(Locale.ROOT).split(" ")[0];
    return keyOf(SYSTEMS, first);
  }

  private String processor() {
    return keyOf(ARCHITECTURES, architecture);
  }

  private static String keyOf(Map<String, Set<String>> known, String name) {
    return known.entrySet().stream()
        .filter(kind -> kind.getValue().contains(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
