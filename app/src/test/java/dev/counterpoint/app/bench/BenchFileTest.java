package dev.counterpoint.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.experiment.readme.MarkdownTable;
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
            BenchResult.of("b", "samples/s", new double[] {5}, new double[0]),
            BenchResult.of("c", "s", new double[] {2.125}, new double[0], 3));
    Path file = folder.resolve("bench.jsonl");
    BenchFile.write(file, results);
    assertThat(BenchFile.read(file)).isEqualTo(results);
  }

  @Test
  void theSlowestAgainstItsPeerComesFirst() {
    List<BenchResult> results =
        List.of(
            BenchResult.of("fast", "samples/s", new double[] {2}, new double[] {1}),
            BenchResult.of("slow", "samples/s", new double[] {1}, new double[] {2}));
    String table = MarkdownTable.of(BenchTable.of("", results));
    assertThat(table.indexOf("slow")).isLessThan(table.indexOf("fast"));
  }

  @Test
  void aResultOfEarlierTimesWasAPlainComparison() throws Exception {
    Path file = folder.resolve("bench.jsonl");
    String line =
        "{\"id\":\"a\",\"ours\":2.0,\"peer\":1.0,\"unit\":\"MB\",\"ratio\":2.0,\"low\":2.0,"
            + "\"high\":2.0}";
    Files.writeString(file, line + "\n");
    assertThat(BenchFile.read(file))
        .containsExactly(BenchResult.of("a", "MB", new double[] {2}, new double[] {1}));
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
