package dev.counterpoint.datasets.captioned.store;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.source.PictureOnNetworkException;
import dev.counterpoint.datasets.captioned.source.PictureOutsideException;
import dev.counterpoint.datasets.picture.file.PictureReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The folder that pictures lie in, and that no path leaves: neither by its text nor by a link. The
 * folder itself may be a link.
 */
public final class PictureFolder {

  private static final Pattern ADDRESS =
      Pattern.compile("(https?|ftp|s3|gs)://.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final List<BadExampleReason> PICTURE =
      List.of(
          BadExampleReason.PICTURE_MISSING,
          BadExampleReason.PICTURE_UNREADABLE,
          BadExampleReason.PICTURE_TOO_LARGE);
  private static final List<BadExampleReason> TEXT =
      List.of(
          BadExampleReason.CAPTION_MISSING,
          BadExampleReason.CAPTION_MISSING,
          BadExampleReason.CAPTION_TOO_LONG);

  private final Path root;
  private final Path realRoot;
  private final PictureReader.Limits limits;

  /** A folder, which need not exist: its pictures are missing then. */
  public PictureFolder(Path root, PictureReader.Limits limits) {
    this.root = root.toAbsolutePath().normalize();
    this.limits = limits;
    Path real = this.root;
    try {
      real = this.root.toRealPath();
    } catch (IOException e) {
      // Every picture will say so.
    }
    this.realRoot = real;
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /**
   * The key of a picture: its path below the folder, with {@code /} between the names.
   *
   * @param written as in the source; relative, or absolute and inside of the folder
   * @param where gives the source's file and line
   * @throws PictureOnNetworkException if it is an address
   * @throws PictureOutsideException if it leaves the folder
   */
  public String key(String written, Supplier<String> where) {
    String text = written.strip();
    if (isPlain(text)) {
      return text;
    }
    if (ADDRESS.matcher(text).matches()) {
      throw new PictureOnNetworkException(where.get(), text);
    }
    Path path;
    try {
      path = root.resolve(text.replace('\\', '/')).normalize();
    } catch (InvalidPathException e) {
      // No file can have the name, so the picture is missing; the key must not lead out either.
      return text.replace('\0', '\ufffd').replace("..", "\ufffd");
    }
    if (!path.startsWith(root) || path.equals(root)) {
      throw new PictureOutsideException(where.get(), text, root);
    }
    return root.relativize(path).toString().replace('\\', '/');
  }

  /** Whether no rule for paths would change it: nearly all are, and there may be millions. */
  private static boolean isPlain(String text) {
    char before = '/';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A dot that begins a name may be one of two that lead upwards.
      if (c == 0 || c == '\\' || c == ':' || before == '/' && (c == '/' || c == '.')) {
        return false;
      }
      before = c;
    }
    return before != '/';
  }

  /** Whether there is a file of this key. */
  public boolean has(String key) {
    try {
      return Files.isRegularFile(root.resolve(key));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Bytes of a picture; -1 if it is missing. */
  public long size(String key) {
    try {
      return Files.size(root.resolve(key));
    } catch (IOException | InvalidPathException e) {
      return -1;
    }
  }

  /**
   * The bytes of a picture.
   *
   * @param where named in messages: what lists the picture
   * @throws BadExampleException if it is missing, no file, outside by a link, or too large
   */
  public byte[] read(String key, String where) {
    return read(key, new Failure(key, ", named in " + where, PICTURE), limits.bytes());
  }

  /**
   * The bytes of a text that says something of a picture.
   *
   * @param text the path of the text below the folder
   * @param key of the example
   * @param most bytes that it may have
   * @throws BadExampleException if it is missing, no file, outside by a link, or too long
   */
  public byte[] readText(String text, String key, int most) {
    return read(text, new Failure(key, " (" + text + ")", TEXT), most);
  }

  private byte[] read(String path, Failure failure, int most) {
    try {
      Path file = root.resolve(path).toRealPath();
      if (!file.startsWith(realRoot)) {
        throw failure.unreadable("a link leads out of " + root, null);
      }
      // A pipe or a device would be waited for.
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw failure.unreadable("it is not a file", null);
      }
      failure.check(Files.size(file), most);
      try (InputStream in = Files.newInputStream(file)) {
        // One more than the limit, for the file may have grown since.
        byte[] bytes = in.readNBytes(most + 1);
        failure.check(bytes.length, most);
        return bytes;
      }
    } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
      throw failure.missing("expected in " + root, e);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw failure.unreadable(reason, e);
    }
  }

  /** What a failure is counted by: that the file is missing, unreadable, too large. */
  private record Failure(String key, String where, List<BadExampleReason> reasons) {

    BadExampleException missing(String detail, Exception cause) {
      return new BadExampleException(reasons.get(0), key, detail + where, cause);
    }

    BadExampleException unreadable(String detail, Exception cause) {
      return new BadExampleException(reasons.get(1), key, detail + where, cause);
    }

    void check(long bytes, int most) {
      if (bytes > most) {
        String detail = "%d bytes or more; allowed: %d".formatted(bytes, most);
        throw new BadExampleException(reasons.get(2), key, detail + where, null);
      }
    }
  }
}
