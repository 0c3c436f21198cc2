package dev.counterpoint.datasets.text.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat\nLöwe\n",
        "\uFEFFcat\r\n Löwe ",
        "cat\tcat\nLöwe\tLöwe\n",
        "[\"cat\", \"Löwe\"]",
        "\n {\"1\": \"Löwe\", \"0\": \"cat\"}",
        "{\"model_type\": \"vit\", \"id2label\": {\"0\": \"cat\", \"1\": \"Löwe\"}}"
      })
  void allFormsGiveTheSameLabels(String content) throws IOException {
    assertThat(LabelFile.read(file(content)))
        .containsExactly(new Label("cat", "cat"), new Label("Löwe", "Löwe"));
  }

  @Test
  void theSecondColumnIsForPrompts() throws IOException {
    assertThat(LabelFile.read(file("crane-1\tconstruction crane\ncrane-2\tcrane, a bird\n")))
        .extracting(Label::words)
        .containsExactly("construction crane", "crane, a bird");
  }

  @Test
  void wordsThatRepeatAreNamed() {
    List<Label> labels =
        List.of(new Label("a", "missile"), new Label("b", "cat"), new Label("c", "missile"));

    assertThat(LabelFile.repeated(labels)).containsOnlyKeys("missile").containsValue(List.of(0, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | expected at least 2 labels, found 0",
        "'cat\n' | expected at least 2 labels, found 1",
        "'cat\n\ndog\n' | line 2: expected a label, found nothing but space",
        "'cat\ndog\tpuppy\n' | line 2: expected 1 column as in line 1, found 2",
        "'cat\tkitten\ndog\n' | line 2: expected 2 columns as in line 1, found 1",
        "'cat\t\ndog\tpuppy\n' | line 1: expected a label, found nothing but space",
        "'[\"cat\", 7]' | label 1: expected a string, found 7",
        "'[\"cat\", \"\"]' | label 1: expected a label, found nothing but space",
        "'[\"cat\", \"dog\"' | line 1: not JSON",
        "'[\"cat\", \"dog\"] x' | line 1: not JSON",
        "'{\"0\": \"a\", \"0\": \"b\"}' | line 1: not JSON: Duplicate field '0'",
        "'{\"0\": \"cat\", \"2\": \"dog\"}' | keys \"0\" to \"1\" for 2 labels, found no \"1\"",
        "'{\"cat\": 0, \"dog\": 1}' | keys \"0\" to \"1\" for 2 labels, found no \"0\"",
        "'{\"id2label\": \"cat\"}' | expected at least 2 labels, found 0"
      },
      quoteCharacter = '\'')
  void otherContentIsRefused(String content, String problem) throws IOException {
    Path file = file(content);

    assertThatThrownBy(() -> LabelFile.read(file))
        .isInstanceOf(LabelFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem.replace("''", "'"));
  }

  @Test
  void controlCharactersAreRefused() throws IOException {
    Path file = file("cat\nd\0og\n");

    assertThatThrownBy(() -> LabelFile.read(file))
        .isInstanceOf(LabelFileException.class)
        .hasMessageContaining("line 2: expected a label, found a control character in \"d?og\"");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file =
        Files.write(folder.resolve("labels"), new byte[] {'c', 'a', 't', '\n', (byte) 0xE9});

    assertThatThrownBy(() -> LabelFile.read(file))
        .isInstanceOf(LabelFileException.class)
        .hasMessageContaining("expected UTF-8, found other bytes at 4");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("labels"), new byte[StrictText.MOST_BYTES + 1]);

    assertThatThrownBy(() -> LabelFile.read(file))
        .isInstanceOf(LabelFileException.class)
        .hasMessageContaining("at most 16777216 bytes");
  }

  @Test
  void aFileThatIsMissingIsAnError() {
    assertThatThrownBy(() -> LabelFile.read(folder.resolve("none")))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("none");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("labels"), content);
  }
}
