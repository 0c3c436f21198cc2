package dev.counterpoint.app.runtime;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Jars as a bundle has them: without the native libraries of other platforms, byte for byte where
 * there are none.
 */
final class JarCopy {

  private final Platform platform;

  JarCopy(Platform platform) {
    this.platform = platform;
  }

  /**
   * Copies a jar, or makes one of a folder.
   *
   * @param source a jar or a folder of classes
   * @param target a new file
   * @throws RuntimeBundleException.UnreadableJar if the source is damaged or without permission
   * @throws IOException if the target cannot be written
   */
  void copy(Path source, Path target) throws IOException {
    if (Files.isDirectory(source)) {
      pack(source, target);
      return;
    }
    try (ZipFile jar = open(source)) {
      List<? extends ZipEntry> all = Collections.list(jar.entries());
      List<? extends ZipEntry> kept =
          all.stream().filter(entry -> !platform.foreign(entry.getName())).toList();
      boolean signed = all.stream().anyMatch(entry -> isSignature(entry.getName()));
      if (kept.size() == all.size() || signed) {
        Files.copy(source, target);
        return;
      }
      try (ZipOutputStream out = output(target)) {
        for (ZipEntry entry : kept) {
          write(out, entry.getName(), entry.getTime(), read(source, jar, entry));
        }
      }
    }
  }

  private static ZipFile open(Path source) {
    try {
      return new ZipFile(source.toFile());
    } catch (IOException e) {
      throw new RuntimeBundleException.UnreadableJar(source, e.getMessage(), e);
    }
  }

  private static byte[] read(Path source, ZipFile jar, ZipEntry entry) {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new RuntimeBundleException.UnreadableJar(
          source, entry.getName() + ": " + e.getMessage(), e);
    }
  }

  /** A signature covers what would be left out. */
  private static boolean isSignature(String entry) {
    return entry.startsWith("META-INF/") && entry.endsWith(".SF");
  }

  private static void pack(Path folder, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    try (ZipOutputStream out = output(target)) {
      for (Path file : files) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        write(out, name, Files.getLastModifiedTime(file).toMillis(), Files.readAllBytes(file));
      }
    }
  }

  private static ZipOutputStream output(Path target) throws IOException {
    return new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)));
  }

  private static void write(ZipOutputStream out, String name, long time, byte[] content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(time);
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
