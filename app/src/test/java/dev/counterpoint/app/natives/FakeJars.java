package dev.counterpoint.app.natives;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars as the profile brings them, with a line of text for each library. */
final class FakeJars {

  private FakeJars() {}

  /** Writes them all, and gives the class path. */
  static String write(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    jars.add(folder.resolve("picocli-4.7.7.jar"));
    for (LibrarySource source : LibrarySource.CUDA) {
      jars.add(write(folder, source));
    }
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Writes one, uncompressed, so that a test can change a byte of a library. */
  static Path write(Path folder, LibrarySource source) throws IOException {
    Files.createDirectories(folder);
    Path jar = folder.resolve(source.jar().replace("*", "1.2.3"));
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : source.libraries()) {
        byte[] content = content(name).getBytes(StandardCharsets.UTF_8);
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(source.folder() + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    }
    return jar;
  }

  static String content(String library) {
    return "what would be " + library;
  }
}
