package dev.counterpoint.app.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A library in a jar.
 *
 * @param name of the file that it becomes
 * @param jar where it is
 * @param entry its name there
 * @param size in bytes, as the jar's directory says
 * @param crc CRC-32 of its bytes, as the jar's directory says
 */
record PackedLibrary(String name, Path jar, String entry, long size, long crc) {

  private static final String BUILD =
      "Start with './counterpoint --cuda', or build with 'mvn -Pcuda package -DskipTests', which"
          + " fetches 3 GB from Maven once.";

  /**
   * The libraries in the jars of a class path; reads the jars' directories only.
   *
   * @throws NativesException.NotBuilt if a jar is not on the class path, or has gone
   * @throws NativesException.CorruptJar if one is no whole jar, or lacks a library
   */
  static List<PackedLibrary> find(String classPath, List<LibrarySource> sources) {
    List<PackedLibrary> libraries = new ArrayList<>();
    for (LibrarySource source : sources) {
      Path jar =
          source
              .in(classPath)
              .orElseThrow(
                  () ->
                      new NativesException.NotBuilt(
                          "this build of Counterpoint has no CUDA natives: "
                              + source.jar()
                              + " is not on the class path",
                          BUILD));
      if (!Files.isRegularFile(jar)) {
        throw new NativesException.NotBuilt(
            jar + ": is on the class path, but there is no such file (any more)",
            "Build with 'mvn -Pcuda package -DskipTests', which fetches it again.");
      }
      libraries.addAll(of(jar, source));
    }
    return libraries;
  }

  private static List<PackedLibrary> of(Path jar, LibrarySource source) {
    List<PackedLibrary> libraries = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (String name : source.libraries()) {
        ZipEntry entry = zip.getEntry(source.folder() + name);
        if (entry == null) {
          throw new ZipException("it has no " + source.folder() + name);
        }
        libraries.add(
            new PackedLibrary(name, jar, entry.getName(), entry.getSize(), entry.getCrc()));
      }
    } catch (IOException e) {
      throw corrupt(jar, e.getMessage(), e);
    }
    return libraries;
  }

  /**
   * Writes the library's bytes.
   *
   * @throws NativesException.CorruptJar if they are not those that the jar's directory announces
   * @throws IOException if they cannot be written
   */
  void writeTo(OutputStream out) throws IOException {
    CRC32 sum = new CRC32();
    OutputStream checked = new CheckedOutputStream(out, sum);
    byte[] buffer = new byte[1 << 18];
    long written = 0;
    try (ZipFile zip = open();
        InputStream in = zip.getInputStream(zip.getEntry(entry))) {
      for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
        checked.write(buffer, 0, read);
        written += read;
      }
    }
    if (written != size || sum.getValue() != crc) {
      throw corrupt(
          jar,
          "%s: expected %,d bytes with CRC %08x, found %,d with %08x"
              .formatted(entry, size, crc, written, sum.getValue()),
          null);
    }
  }

  private ZipFile open() {
    try {
      return new ZipFile(jar.toFile());
    } catch (IOException e) {
      throw corrupt(jar, e.getMessage(), e);
    }
  }

  /** A fault of the jar, as opposed to one of the disk that is written to. */
  private int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw corrupt(jar, entry + ": " + e.getMessage(), e);
    }
  }

  private static NativesException corrupt(Path jar, String how, Throwable cause) {
    return new NativesException.CorruptJar(
        jar + ": is not in order: " + how,
        "Delete this file and build with 'mvn -Pcuda package -DskipTests', which fetches it again.",
        cause);
  }
}
