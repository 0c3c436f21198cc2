package dev.counterpoint.inference.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a bundle by their names, in a folder, in an archive or on the class path.
 *
 * <p>A bundle is flat: names have no folders in them. Names that begin with a dot ({@code .git},
 * {@code .DS_Store}) are not part of a bundle and are never read.
 */
public interface BundleFiles {

  /** The largest file that is read, in bytes; ONNX itself ends at 2 GB. */
  int LARGEST = Integer.MAX_VALUE - 8;

  /** Where they are, for errors. */
  String where();

  /**
   * Every name there is; empty where names cannot be listed, as on a class path.
   *
   * @throws BundleNotReadException if the system refuses
   * @throws UnsafeBundlePathException if something is no plain file of the bundle's own
   */
  Optional<Set<String>> names();

  /**
   * The whole content of a file.
   *
   * @throws MissingBundleFileException if there is no such file
   * @throws UnsafeBundlePathException if the name leads elsewhere
   * @throws BundleNotReadException if the system refuses, or the file is over 2 GB
   */
  byte[] read(String name);

  /**
   * The files of a folder, or of a {@code .zip} or {@code .jar} archive.
   *
   * @throws NotABundleException if the path is neither
   */
  static BundleFiles at(Path path) {
    if (Files.isDirectory(path)) {
      return new FolderFiles(path);
    }
    if (!Files.exists(path)) {
      throw NotABundleException.nothingAt(path.toString());
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".zip") || name.endsWith(".jar")) {
      return new ArchiveFiles(path);
    }
    throw NotABundleException.noFolder(path.toString());
  }

  /**
   * The files under a folder of the class path.
   *
   * @param folder such as {@code dev/counterpoint/inference/models/name}, without a slash at either
   *     end
   */
  static BundleFiles onClassPath(ClassLoader loader, String folder) {
    return new ClassPathFiles(loader, folder);
  }
}
