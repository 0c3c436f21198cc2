package dev.counterpoint.app.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/** Makes, in the place of an image, a script that says what it was started with. */
final class StandInJlink implements ToolProvider {

  private static final String JAVA =
      """
      #!/bin/sh
      echo "allocator: $MALLOC_ARENA_MAX $MALLOC_TOP_PAD_ $MALLOC_MMAP_MAX_ $GLIBC_TUNABLES $DJL_OFFLINE"
      for argument; do echo "[$argument]"; done
      exit 7
      """;

  private final String error;

  /** One that works, or fails with a text. */
  StandInJlink(String error) {
    this.error = error;
  }

  @Override
  public String name() {
    return "jlink";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    Path image = Path.of(arguments[List.of(arguments).indexOf("--output") + 1]);
    try {
      Path java = Files.createDirectories(image.resolve("bin")).resolve("java");
      Files.writeString(java, JAVA);
      if (!java.toFile().setExecutable(true)) {
        throw new IOException("not executable");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    err.print(error);
    return error.isEmpty() ? 0 : 1;
  }
}
