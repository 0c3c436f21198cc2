package dev.counterpoint.datasets.text.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTemplatesTest {

  @TempDir Path folder;

  @Test
  void aPromptIsMadeOfEachTemplate() throws IOException {
    PromptTemplates templates = PromptTemplates.read(file("a photo of a {}.\r\n{}, drawn\n"));

    // Signs of patterns are letters like others.
    assertThat(templates.of(new Label("x", "$1 {} cat")))
        .containsExactly("a photo of a $1 {} cat.", "$1 {} cat, drawn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | expected at least one template, found none",
        "'a {}\na cat\n' | line 2: expected a sentence with {} once, found it 0 times: a cat",
        "'{} {}\n' | line 1: expected a sentence with {} once, found it 2 times: {} {}",
        "'a {}\n\n' | line 2: expected a sentence with {} once, found nothing but space"
      })
  void otherContentIsRefused(String content, String problem) throws IOException {
    Path file = file(content);

    assertThatThrownBy(() -> PromptTemplates.read(file))
        .isInstanceOf(TemplateFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem);
  }

  @Test
  void templatesOfAProgramAreCheckedToo() {
    assertThatThrownBy(() -> new PromptTemplates(List.of("a cat")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found it 0 times: a cat");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("templates"), content);
  }
}
