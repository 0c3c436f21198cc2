package dev.counterpoint.app.natives;

import dev.counterpoint.datasets.download.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Libraries as files of one folder, which is whole or not there. Its name follows from names, sizes
 * and CRCs of the libraries, so that other versions get another folder; the last file in it is a
 * list of them, and then the folder gets its name. Every start compares the list and the sizes.
 */
final class UnpackedLibraries {

  /** The list of what the folder holds. */
  static final String MANIFEST = "manifest.txt";

  private static final double GIGABYTE = 1 << 30;
  private static final int HASH_DIGITS = 16;
  private static final String ELSEWHERE =
      "Make room, or name another folder by COUNTERPOINT_CACHE.";

  private final Path parent;
  private final Disk disk;
  private final Consumer<String> say;

  /**
   * Folders of libraries in a folder.
   *
   * @param say told of what takes long
   */
  UnpackedLibraries(Path parent, Disk disk, Consumer<String> say) {
    this.parent = parent.toAbsolutePath();
    this.disk = disk;
    this.say = say;
  }

  /** The folder that these libraries get; it need not exist. */
  Path folder(List<PackedLibrary> libraries) {
    return parent.resolve("cuda-" + Sha256.of(manifest(libraries)).substring(0, HASH_DIGITS));
  }

  /** What is not as it should be, one line for each file; empty if all is well. */
  List<String> damage(List<PackedLibrary> libraries) {
    Path folder = folder(libraries);
    List<String> damage = new ArrayList<>();
    for (PackedLibrary library : libraries) {
      try {
        long size = Files.size(folder.resolve(library.name()));
        if (size != library.size()) {
          damage.add(
              "%s: expected %,d bytes, found %,d".formatted(library.name(), library.size(), size));
        }
      } catch (IOException e) {
        damage.add(library.name() + ": missing");
      }
    }
    try {
      if (!Files.readString(folder.resolve(MANIFEST)).equals(manifest(libraries))) {
        damage.add(MANIFEST + ": another than expected");
      }
    } catch (IOException e) {
      damage.add(MANIFEST + ": missing");
    }
    return damage;
  }

  /**
   * The folder with all of the libraries; unpacks them if they are not there or not whole. Of
   * several processes, one unpacks and the others wait for it.
   *
   * @throws NativesException if a jar is corrupt or the disk does not take them; nothing
   *     half-written is left
   */
  Path provide(List<PackedLibrary> libraries) {
    Path folder = folder(libraries);
    if (damage(libraries).isEmpty()) {
      return folder;
    }
    try {
      UnpackLock lock =
          UnpackLock.acquire(
              parent, () -> say.accept("Another process is unpacking CUDA libraries; waiting."));
      try {
        if (!damage(libraries).isEmpty()) {
          removeLeftovers(folder);
          unpack(libraries, folder);
        }
        return folder;
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new NativesException.NotUnpacked(
          parent + ": CUDA libraries cannot be unpacked here: " + e, ELSEWHERE, e);
    }
  }

  private void unpack(List<PackedLibrary> libraries, Path folder) throws IOException {
    long bytes = libraries.stream().mapToLong(PackedLibrary::size).sum();
    long room = disk.room(parent);
    if (room < bytes) {
      throw new NativesException.NoRoom(
          String.format(
              Locale.ROOT,
              "%s: the CUDA libraries need %.1f GB, there are %.1f GB free",
              parent,
              bytes / GIGABYTE,
              room / GIGABYTE),
          ELSEWHERE);
    }
    say.accept(
        String.format(
            Locale.ROOT,
            "Unpacking %d CUDA libraries (%.1f GB) to %s, once.",
            libraries.size(),
            bytes / GIGABYTE,
            folder));
    long begin = System.nanoTime();
    Path part = parent.resolve("." + folder.getFileName() + ".part");
    Thread removal = new Thread(() -> removeQuietly(part), "remove-unpacked-part");
    Runtime.getRuntime().addShutdownHook(removal);
    try {
      Files.createDirectory(part);
      for (PackedLibrary library : libraries) {
        try (OutputStream out = disk.create(part.resolve(library.name()))) {
          library.writeTo(out);
        }
      }
      try (OutputStream out = disk.create(part.resolve(MANIFEST))) {
        out.write(manifest(libraries).getBytes(StandardCharsets.UTF_8));
      }
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      removeQuietly(part);
      unhook(removal);
    }
    say.accept(
        String.format(Locale.ROOT, "Unpacked in %.0f s.", (System.nanoTime() - begin) / 1e9));
  }

  private static void unhook(Thread removal) {
    try {
      Runtime.getRuntime().removeShutdownHook(removal);
    } catch (IllegalStateException e) {
      // The process ends already.
    }
  }

  /** The damaged folder, and what a process that was killed has left; under the lock. */
  private void removeLeftovers(Path folder) throws IOException {
    remove(folder);
    try (Stream<Path> files = Files.list(parent)) {
      for (Path file : files.filter(f -> f.getFileName().toString().endsWith(".part")).toList()) {
        remove(file);
      }
    }
  }

  private static void removeQuietly(Path folder) {
    try {
      remove(folder);
    } catch (IOException e) {
      // The next start removes it.
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** One line for each library: CRC-32, size in bytes, name. */
  private static String manifest(List<PackedLibrary> libraries) {
    StringBuilder lines = new StringBuilder();
    for (PackedLibrary library : libraries) {
      lines.append("%08x %d %s%n".formatted(library.crc(), library.size(), library.name()));
    }
    return lines.toString();
  }
}
