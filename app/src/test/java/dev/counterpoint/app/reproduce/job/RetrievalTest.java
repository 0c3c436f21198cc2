package dev.counterpoint.app.reproduce.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.app.file.FileNotReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrievalTest {

  @TempDir private Path folder;

  private Retrieval read(String json) throws IOException {
    return Retrieval.read(Files.writeString(folder.resolve("retrieval.json"), json));
  }

  @Test
  void whatWasMeasuredIsFound() throws IOException {
    Retrieval retrieval =
        read(
            """
            {"pictures": 250,
             "captionToPicture": {"recallAt1": 2, "recallAt5": 8, "recallAt10": 12.5, "medianRank": 40},
             "zeroShot": {"accuracy": 30, "majority": 20, "classes": 10},
             "corruptions": [{"name": "noise", "strength": 3, "probe": 31.5}],
             "space": {"gap": 0.7, "alignment": 0.9, "uniformity": -2.5}}
            """);
    assertThat(retrieval.chance(10)).isEqualTo(4, within(1e-9));
    assertThat(retrieval.captionToPicture()).isEqualTo(new Retrieval.Direction(2, 8, 12.5, 40));
    assertThat(retrieval.zeroShot()).isEqualTo(new Retrieval.Classification(30, 20, 10));
    assertThat(retrieval.space()).isEqualTo(new Retrieval.Space(0.7, 0.9, -2.5));
    Retrieval.Shift noise = retrieval.corruptions().get(0);
    assertThat(noise.name()).isEqualTo("noise");
    assertThat(noise.strength()).isEqualTo(3);
    assertThat(noise.probe()).isEqualTo(31.5);
  }

  @Test
  void whatAMethodDoesNotHaveIsNotANumber() throws IOException {
    Retrieval retrieval = read("{\"pictures\": 250, \"probe\": {\"accuracy\": \"NaN\"}}");
    assertThat(retrieval.captionToPicture().recallAt10()).isNaN();
    assertThat(retrieval.probe().accuracy()).isNaN();
    assertThat(retrieval.corruptions()).isEmpty();
  }

  @Test
  void fewerPicturesThanPlacesAreAllFound() throws IOException {
    assertThat(read("{\"pictures\": 4}").chance(10)).isEqualTo(100);
  }

  @Test
  void aFileThatIsNotJsonIsNamed() {
    assertThatThrownBy(() -> read("{\"pictures\": "))
        .isInstanceOf(FileNotReadException.class)
        .hasMessageContaining("retrieval.json");
  }
}
