package dev.counterpoint.app.experiment.readme;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTablesTest {

  private static final String OPEN = "<!-- results:colored-mnist -->";
  private static final String CLOSE = "<!-- /results:colored-mnist -->";

  @TempDir Path folder;

  @Test
  void replacesWhatStandsBetweenTheMarkers() throws IOException {
    Path readme = readme("# Title ±\n\n" + OPEN + "\nold\n" + CLOSE + "\ntail  \n\n");
    ReadmeTables.update(readme, "colored-mnist", "| new ± |\n");
    assertThat(readme)
        .hasContent("# Title ±\n\n" + OPEN + "\n\n| new ± |\n\n" + CLOSE + "\ntail  \n\n");
  }

  @Test
  void doingItTwiceChangesNothingMore() throws IOException {
    Path readme = readme("a\n" + OPEN + "\n" + CLOSE + "\nb");
    ExperimentResults results = SampleResults.of("MNIST", "default");
    ReadmeTables.update(readme, results);
    byte[] once = Files.readAllBytes(readme);
    ReadmeTables.update(readme, results);
    assertThat(readme).hasBinaryContent(once);
  }

  @Test
  void otherBytesStayEvenIfTheyAreNoUtf8() throws IOException {
    Path readme = folder.resolve("README.md");
    String text = "\u00ff\r\n" + OPEN + "\r\nold\r\n" + CLOSE + "\r\n\u00fe";
    Files.write(readme, text.getBytes(ISO_8859_1));
    ReadmeTables.update(readme, "colored-mnist", "a\nb");
    assertThat(readme)
        .hasBinaryContent(
            ("\u00ff\r\n" + OPEN + "\r\n\r\na\r\nb\r\n\r\n" + CLOSE + "\r\n\u00fe")
                .getBytes(ISO_8859_1));
  }

  @Test
  void anotherExperimentsMarkersAreLeftAlone() throws IOException {
    String other = "<!-- results:irm -->keep<!-- /results:irm -->\n";
    Path readme = readme(other + OPEN + CLOSE);
    ReadmeTables.update(readme, "colored-mnist", "new");
    assertThat(Files.readString(readme)).startsWith(other).contains("new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no markers",
        OPEN,
        CLOSE,
        CLOSE + OPEN,
        OPEN + OPEN + CLOSE,
        OPEN + CLOSE + OPEN + CLOSE
      })
  void markersThatDoNotPairAreAnErrorAndNothingIsWritten(String text) throws IOException {
    Path readme = readme(text);
    assertThatThrownBy(() -> ReadmeTables.update(readme, "colored-mnist", "new"))
        .isInstanceOf(ReadmeMarkerException.class)
        .hasMessageContaining(readme.toString())
        .hasMessageContaining(OPEN);
    assertThat(Files.readString(readme)).isEqualTo(text);
  }

  @Test
  void writesClaimsAndTablesAsMarkdown() {
    String markdown = ReadmeTables.markdown(SampleResults.of("MNIST", "default"));
    assertThat(markdown)
        .contains("| Claim | Source | Measured | Paper | Target | Verdict |")
        .contains("| 86.00 ± 0.58 | 82.13 | at least 82.13 | holds |")
        .contains("| single &lt;b> |  | – | – | between 7 and 13 | falls short |")
        .contains("| a \\| &lt;script>alert(1)&lt;/script> | 2.00 ± 0.58 | 7 | falls short |")
        .contains("MNIST · seeds 0, 1, 2 · size default · 4 min 23 s")
        .doesNotContain("not MNIST");
  }

  @Test
  void saysLoudlyWhenTheNumbersAreNotToBeQuoted() {
    String markdown = ReadmeTables.markdown(SampleResults.of("rendered digits", "quick"));
    assertThat(markdown).startsWith("**Rendered digits, not MNIST").contains("**Quick size:");
  }

  private Path readme(String text) throws IOException {
    return Files.write(folder.resolve("README.md"), text.getBytes(UTF_8));
  }
}
