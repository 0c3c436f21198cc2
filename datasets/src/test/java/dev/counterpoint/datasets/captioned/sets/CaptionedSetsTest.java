package dev.counterpoint.datasets.captioned.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Sources;
import dev.counterpoint.datasets.captioned.source.Condition;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.captioned.source.UnknownFormatException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionedSetsTest {

  @TempDir private Path folder;

  @Test
  void unknownFormatListsThoseThatAreRead() {
    Path file = Sources.write(folder, "a.xlsx", "PK\3\4");
    assertThatThrownBy(() -> CaptionedSets.open(file, SourceOptions.standard()))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("a.xlsx")
        .hasMessageContaining(".tsv")
        .hasMessageContaining("COCO")
        .hasMessageContaining("Flickr8k")
        .hasMessageContaining("Parquet")
        .hasMessageContaining("folder");
  }

  @Test
  void whatDoesNotExistIsAnError() {
    assertThatThrownBy(() -> CaptionedSets.open(folder.resolve("no.tsv"), SourceOptions.standard()))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("no.tsv");
    assertThatThrownBy(() -> CaptionedSets.open("a\0b", SourceOptions.standard()))
        .isInstanceOf(DatasetNotFoundException.class);
  }

  @Test
  void folderWithATableIsTheTable() {
    Sources.write(folder, "set/metadata.csv", "file_name,text\na.png,A\n");
    Sources.write(folder, "set/a.png", "x");
    CaptionedPictures set = CaptionedSets.open(folder.resolve("set"), SourceOptions.standard());
    assertThat(set.description(0).captions()).containsExactly("A");
    assertThat(set.picture(0)).asString().isEqualTo("x");
  }

  @Test
  void nameOfNoSetIsAnErrorThatNamesTheNearest() {
    assertThatThrownBy(() -> NamedSet.of("open-moji"))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("nearest is \"openmoji\"");
  }

  @Test
  void namedSetThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> NamedSet.OPENMOJI.open(folder))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("openmoji/metadata.tsv");
  }

  @Test
  void conditionsAreReadAsTheyAreWritten() {
    assertThat(Condition.parse("a=b=c")).isEqualTo(new Condition("a", true, "b=c"));
    assertThat(Condition.parse("a!=")).isEqualTo(new Condition("a", false, ""));
    assertThat(Condition.parse("a!=b")).hasToString("a!=b");
    for (String wrong : new String[] {"", "a", "=b", "!=b"}) {
      assertThatThrownBy(() -> Condition.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
