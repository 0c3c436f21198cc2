package dev.counterpoint.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.experiment.MarkdownTable;
import dev.counterpoint.app.file.FileNotReadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchFileTest {

  @TempDir private Path folder;

  @Test
  void resultsComeBackAsTheyWereWritten() {
    List<BenchResult> results =
        List.of(
            BenchResult.of("a", "samples/s", new double[] {2, 3}, new double[] {1, 2}),
            BenchResult.of("b", "samples/s", new double[] {5}, new double[0]));
    Path file = folder.resolve("bench.jsonl");
    BenchFile.write(file, results);
    assertThat(BenchFile.read(file)).isEqualTo(results);
  }

  @Test
  void theSlowestAgainstItsPeerComesFirst() {
    List<BenchResult> results =
        List.of(
            BenchResult.of("fast", "x", new double[] {2}, new double[] {1}),
            BenchResult.of("slow", "x", new double[] {1}, new double[] {2}));
    String table = MarkdownTable.of(BenchTable.of("", results));
    assertThat(table.indexOf("slow")).isLessThan(table.indexOf("fast"));
  }

  @Test
  void aLineThatIsNoResultIsNamed() throws Exception {
    Path file = folder.resolve("bench.jsonl");
    Files.writeString(file, "{\"id\": \"a\"}\n");
    assertThatThrownBy(() -> BenchFile.read(file))
        .isInstanceOf(FileNotReadException.class)
        .hasMessageContaining("bench.jsonl");
  }
}
