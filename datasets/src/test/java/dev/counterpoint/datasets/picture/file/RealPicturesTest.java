package dev.counterpoint.datasets.picture.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Photographs and drawings by others. */
@EnabledIfEnvironmentVariable(named = "COUNTERPOINT_DATA", matches = ".+")
class RealPicturesTest {

  private static final Path DATA = Path.of(String.valueOf(System.getenv("COUNTERPOINT_DATA")));

  @ParameterizedTest
  @ValueSource(strings = {"coco-captions-open", "openmoji"})
  void allOfThemAreRead(String dataset) throws IOException {
    PictureReader reader = new PictureReader();
    try (Stream<Path> files = Files.list(DATA.resolve(dataset).resolve("images"))) {
      List<Path> some = files.sorted().limit(500).toList();
      assertThat(some).isNotEmpty();
      for (Path file : some) {
        Picture picture = reader.read(file);
        assertThat(picture.width()).as(file.toString()).isGreaterThan(16);
        assertThat(isVaried(picture)).as(file + " is not one colour").isTrue();
      }
    }
  }

  private static boolean isVaried(Picture picture) {
    for (byte sample : picture.rgb()) {
      if (sample != picture.rgb()[0]) {
        return true;
      }
    }
    return false;
  }
}
