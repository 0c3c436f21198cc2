package dev.counterpoint.datasets.captioned.source;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a person gave as a data set, looked at as far as a format needs to be recognised. */
public final class SourceFile {

  private static final int HEAD_BYTES = 8_192;

  private final String given;
  private final Path path;
  private final boolean folder;
  private final byte[] head;

  private SourceFile(String given, Path path, boolean folder, byte[] head) {
    this.given = given;
    this.path = path;
    this.folder = folder;
    this.head = head;
  }

  /**
   * Looks at a source.
   *
   * @param given a file, a folder, or what a format makes several files of, such as {@code
   *     shard-{000..127}.tar}
   * @throws UnreadableFileException if there is such a file and it cannot be read
   */
  public static SourceFile of(String given) {
    Path path;
    try {
      path = Path.of(given);
    } catch (InvalidPathException e) {
      return new SourceFile(given, null, false, new byte[0]);
    }
    if (!Files.exists(path)) {
      return new SourceFile(given, null, false, new byte[0]);
    }
    if (Files.isDirectory(path)) {
      return new SourceFile(given, path, true, new byte[0]);
    }
    try (InputStream in = Files.newInputStream(path)) {
      return new SourceFile(given, path, false, in.readNBytes(HEAD_BYTES));
    } catch (IOException e) {
      throw new UnreadableFileException(given, e);
    }
  }

  /** What was given, as it was given. */
  public String given() {
    return given;
  }

  /** The file or folder, if there is one of this name. */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /**
   * The file or folder.
   *
   * @throws IllegalStateException if there is none of this name
   */
  public Path existing() {
    if (path == null) {
      throw new IllegalStateException(given + " does not exist");
    }
    return path;
  }

  /** Whether it is a folder. */
  public boolean isFolder() {
    return folder;
  }

  /** Whether it is a file whose name ends so, in either case. */
  public boolean isFileEndingWith(String ending) {
    return path != null && !folder && given.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** The first bytes of a file, at most 8 KiB; none of a folder. */
  public byte[] head() {
    return head.clone();
  }

  /** The first line of a file that is not blank, without its byte order mark, as UTF-8. */
  public String firstLine() {
    String text = new String(head, StandardCharsets.UTF_8);
    String start = text.startsWith("\ufeff") ? text.substring(1) : text;
    return start.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  /** The folder that a file is in, or the folder itself. */
  public Path home() {
    Path absolute = existing().toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    return folder || parent == null ? absolute : parent;
  }
}
