package dev.counterpoint.app.cli.inference;

import dev.counterpoint.app.file.UnusableNameException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The pictures that arguments and standard input name. Names are read from the input as they are
 * taken, which a stream that is flattened would not do; a folder is listed as a whole.
 */
final class PicturePaths implements Iterator<Path> {

  private final Iterator<String> arguments;
  private final InputStream in;
  private final boolean zeros;
  private final SkippedFiles skipped;
  private Iterator<String> listed = Collections.emptyIterator();
  private Iterator<Path> found = Collections.emptyIterator();

  /**
   * The pictures.
   *
   * @param arguments files, folders, and - for the names in the input
   * @param zeros whether names in the input end with a zero byte
   * @param skipped is told of what is left out
   */
  PicturePaths(List<String> arguments, InputStream in, boolean zeros, SkippedFiles skipped) {
    this.arguments = arguments.iterator();
    this.in = in;
    this.zeros = zeros;
    this.skipped = skipped;
  }

  @Override
  public boolean hasNext() {
    while (!found.hasNext()) {
      if (listed.hasNext()) {
        found = of(listed.next());
      } else if (!arguments.hasNext()) {
        return false;
      } else {
        begin(arguments.next());
      }
    }
    return true;
  }

  @Override
  public Path next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return found.next();
  }

  private void begin(String argument) {
    if (argument.equals("-")) {
      listed = new NameList(in, zeros).stream().iterator();
    } else {
      found = of(argument);
    }
  }

  private Iterator<Path> of(String name) {
    try {
      Path path = Path.of(name);
      return Files.isDirectory(path)
          ? PictureFolder.files(path, skipped).iterator()
          : List.of(path).iterator();
    } catch (InvalidPathException e) {
      skipped.bad(new UnusableNameException(name, e));
      return Collections.emptyIterator();
    }
  }
}
