package dev.counterpoint.app.cli.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturePathsTest {

  @TempDir Path folder;

  @Test
  void namesAreReadFromTheInputAsTheyAreTaken() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            byte[] name = "a.png\n".getBytes(StandardCharsets.UTF_8);
            System.arraycopy(name, 0, bytes, from, name.length);
            return name.length;
          }
        };
    Iterator<Path> paths = new PicturePaths(List.of("-"), endless, false, new SkippedFiles());
    for (int i = 0; i < 10_000; i++) {
      assertThat(paths.next()).isEqualTo(Path.of("a.png"));
    }
  }

  @Test
  void argumentsAndNamesOfTheInputKeepTheirOrder() throws IOException {
    Path inside = Files.createFile(folder.resolve("inside.png"));
    InputStream in =
        new ByteArrayInputStream(("b.png\r\n" + folder + "\n").getBytes(StandardCharsets.UTF_8));
    List<Path> paths = new ArrayList<>();
    new PicturePaths(List.of("a.png", "-", "c.png"), in, false, new SkippedFiles())
        .forEachRemaining(paths::add);
    assertThat(paths).containsExactly(Path.of("a.png"), Path.of("b.png"), inside, Path.of("c.png"));
  }

  @Test
  void namesThatEndWithZerosMayHoldLineFeeds() {
    InputStream in = new ByteArrayInputStream("a\nb.png\0c.png".getBytes(StandardCharsets.UTF_8));
    Iterator<Path> paths = new PicturePaths(List.of("-"), in, true, new SkippedFiles());
    assertThat(paths.next()).isEqualTo(Path.of("a\nb.png"));
    assertThat(paths.next()).isEqualTo(Path.of("c.png"));
    assertThat(paths.hasNext()).isFalse();
  }
}
