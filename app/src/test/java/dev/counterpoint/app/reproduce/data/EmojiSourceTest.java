package dev.counterpoint.app.reproduce.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.download.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmojiSourceTest {

  @TempDir private Path folder;

  private Path sets;

  @BeforeEach
  void writeSet() throws IOException {
    sets = folder.resolve("sets");
    Files.createDirectories(sets.resolve("openmoji/images"));
    Files.writeString(
        sets.resolve("openmoji/metadata.tsv"),
        "filename\tannotation\tgroup\tskintone\n1.png\ta cat\tanimals\t\n2.png\ta hand\tpeople\t3\n");
  }

  private static EmojiSource host(Map<String, String> variables) {
    return new EmojiSource(new Host(variables, "Linux", Path.of("home")));
  }

  private static String yaml(Path path) {
    return '"' + path.toString().replace("\\", "\\\\") + '"';
  }

  @Test
  void theEnvironmentNamesTheFolderAndTheRecipeTheSet() {
    CaptionedData found =
        host(Map.of("COUNTERPOINT_DATA", sets.toString())).find(Optional.empty(), false);
    assertThat(found.name()).isEqualTo("OpenMoji");
    assertThat(found.drawn()).isFalse();
    assertThat(found.trainingExamples()).as("base set").isEqualTo(1);
    assertThat(found.settings()).containsExactly("data.sources=[openmoji]");
  }

  @Test
  void tagsAreKeywordsWhereTheTableHasThem() throws IOException {
    Files.writeString(
        sets.resolve("openmoji/metadata.tsv"),
        "filename\tannotation\tgroup\tskintone\ttags\n1.png\ta cat\tanimals\t\tpet, fur\n");
    assertThat(host(Map.of()).find(Optional.of(sets), false).settings())
        .contains("data.keywordFields=[tags]");
  }

  @Test
  void aFolderThatAPersonNamesIsSaidInTheRecipe() {
    CaptionedData found = host(Map.of()).find(Optional.of(sets), false);
    Path set = sets.resolve("openmoji").toAbsolutePath();
    assertThat(found.settings())
        .contains(
            "data.sources=[" + yaml(set.resolve("metadata.tsv")) + "]",
            "data.imageFolder=" + yaml(set.resolve("images")),
            "data.where=skintone=",
            "data.labelColumn=group");
  }

  @Test
  void aFolderWithoutOpenMojiIsAnErrorThatSaysHowToGetIt() {
    Path empty = folder.resolve("empty");
    assertThatThrownBy(() -> host(Map.of()).find(Optional.of(empty), false))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("--data names " + empty)
        .hasMessageContaining("openmoji.org")
        .hasMessageContaining("--rendered");
    assertThatThrownBy(
            () ->
                host(Map.of("COUNTERPOINT_DATA", folder.toString())).find(Optional.empty(), false))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("COUNTERPOINT_DATA names " + folder);
  }

  @Test
  void withoutAnyFolderScenesAreDrawnAndSayWhy() {
    CaptionedData found = host(Map.of()).find(Optional.empty(), false);
    assertThat(found.drawn()).isTrue();
    assertThat(found.name()).isEqualTo("drawn scenes");
    assertThat(found.explanation()).contains("openmoji.org");
    assertThat(found.settings()).containsExactly("data.sources=['drawn:2000']");
  }

  @Test
  void whoAsksForDrawnScenesGetsThemWhateverThereIs() {
    CaptionedData found = host(Map.of()).find(Optional.of(sets), true);
    assertThat(found.drawn()).isTrue();
  }
}
