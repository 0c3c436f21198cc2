package dev.counterpoint.app.cli.inference;

import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.app.file.ResultFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Lines of results, to a file or to the standard output; cut only between lines. */
public final class TextResults implements AutoCloseable {

  private static final int ENOUGH = 1 << 16;

  private final Optional<ResultFile> file;
  private final PrintStream out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /** To a file that is begun at once, or to the standard output if there is none. */
  public TextResults(Path file) {
    this.file = Optional.ofNullable(file).map(ResultFile::new);
    out = System.out;
  }

  /** Adds a line. */
  public void line(String line) {
    pending.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    // A person or a pipe that waits gets each line; a file gets large pieces.
    if (file.isEmpty() || pending.size() >= ENOUGH) {
      flush();
    }
  }

  /** Says that all is written. */
  public void finish() {
    flush();
    file.ifPresent(ResultFile::finish);
  }

  private void flush() {
    if (file.isPresent()) {
      file.get().append(pending.toByteArray());
    } else {
      out.writeBytes(pending.toByteArray());
      // A PrintStream only remembers that it could not write.
      if (out.checkError()) {
        throw new FileNotWrittenException(
            Path.of("standard output"),
            new IOException("it is closed, or its disk is full; not all results are there"));
      }
    }
    pending.reset();
  }

  @Override
  public void close() {
    file.ifPresent(ResultFile::close);
  }
}
