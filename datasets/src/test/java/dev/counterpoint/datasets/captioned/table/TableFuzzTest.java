package dev.counterpoint.datasets.captioned.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes become examples inside of their folder, or an error written for people. In the build
 * this runs over the seeds in the test resources. To fuzz for real, from the top folder:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl datasets test -Dtest=TableFuzzTest
 * </pre>
 */
class TableFuzzTest {

  @TempDir private static Path folder;

  @FuzzTest(maxDuration = "3m")
  void anyBytesBecomeRowsOrAnError(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("fuzzed.tsv"), bytes);
    try (CaptionedPictures set =
        new TableFormat().open(SourceFile.of(file.toString()), SourceOptions.standard())) {
      assertThat(set.size()).isPositive();
      for (int i = 0; i < Math.min(20, set.size()); i++) {
        Path picture = folder.resolve(set.key(i).replace("\0", "")).normalize();
        assertThat(picture.startsWith(folder)).as(set.key(i)).isTrue();
        read(set, i);
      }
    } catch (BadExampleException e) {
      throw new AssertionError("an example stops the whole set", e);
    } catch (CounterpointException e) {
      assertThat(e.getMessage()).contains("fuzzed");
    }
  }

  private static void read(CaptionedPictures set, int index) {
    try {
      assertThat(set.description(index).captions()).noneMatch(String::isBlank);
      set.picture(index);
    } catch (BadExampleException e) {
      assertThat(e.key()).isEqualTo(set.key(index));
    }
  }
}
