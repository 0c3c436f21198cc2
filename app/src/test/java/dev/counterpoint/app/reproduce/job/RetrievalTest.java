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
             "retrieval": {"captionToPicture": {
               "measured": {"recallAt1": 0.02, "recallAt5": 0.08, "recallAt10": 0.125, "medianRank": 40},
               "chance": {"recallAt10": 0.04}}},
             "zeroShot": {"accuracy": 0.25, "majority": 0.125, "classes": 10},
             "probes": [{"of": "captions", "accuracy": 0.5}, {"of": "pictures", "accuracy": 0.75}],
             "corruptions": [{"shift": "noise", "strength": 3, "probeAccuracy": 0.375}],
             "geometry": {"modalityGap": 0.7, "alignment": 0.9, "pictureUniformity": -2.5}}
            """);
    assertThat(retrieval.chance().recallAt10()).isEqualTo(4, within(1e-9));
    assertThat(retrieval.captionToPicture()).isEqualTo(new Retrieval.Direction(2, 8, 12.5, 40));
    assertThat(retrieval.zeroShot()).isEqualTo(new Retrieval.Classification(25, 12.5, 10));
    assertThat(retrieval.probe().accuracy()).isEqualTo(75);
    assertThat(retrieval.space()).isEqualTo(new Retrieval.Space(0.7, 0.9, -2.5));
    Retrieval.Shift noise = retrieval.corruptions().get(0);
    assertThat(noise.name()).isEqualTo("noise");
    assertThat(noise.strength()).isEqualTo(3);
    assertThat(noise.probe()).isEqualTo(37.5);
  }

  @Test
  void whatAMethodDoesNotHaveIsNotANumber() throws IOException {
    Retrieval retrieval = read("{\"pictures\": 250, \"probes\": [{\"accuracy\": \"NaN\"}]}");
    assertThat(retrieval.captionToPicture().recallAt10()).isNaN();
    assertThat(retrieval.probe().accuracy()).isNaN();
    assertThat(retrieval.corruptions()).isEmpty();
  }

  @Test
  void aMethodWithoutPicturesIsProbedOnItsCaptions() throws IOException {
    Retrieval retrieval = read("{\"probes\": [{\"of\": \"captions\", \"accuracy\": 0.5}]}");
    assertThat(retrieval.probe().accuracy()).isEqualTo(50);
  }

  @Test
  void aFileThatIsNotJsonIsNamed() {
    assertThatThrownBy(() -> read("{\"pictures\": "))
        .isInstanceOf(FileNotReadException.class)
        .hasMessageContaining("retrieval.json");
  }
}
