package dev.counterpoint.datasets.audiovisual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.digits.DigitFolder;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.spoken.FsddFolder;
import dev.counterpoint.datasets.spoken.SpokenDigits;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = "COUNTERPOINT_DATA", matches = ".+")
class RealDigitsTest {

  private static final Path DATA = Path.of(String.valueOf(System.getenv("COUNTERPOINT_DATA")));

  @Test
  void mnistAndFsddMakeTheDefaultPairsWithoutLeaks() {
    DigitSets digits = DigitFolder.load(DATA.resolve("mnist"));
    SpokenDigits spoken = FsddFolder.load(DATA.resolve("fsdd/recordings"));
    MultimodalData data =
        AudioVisualDigits.load(digits, spoken, AudioVisualSettings.DEFAULT, RandomAddress.seed(1));

    assertThat(data.name()).isEqualTo("audio-visual digits (MNIST, FSDD)");
    assertThat(data.drawn()).isFalse();
    assertThat(data.train().size()).isEqualTo(3_000);
    for (String modality : List.of("image", "audio")) {
      Set<ByteBuffer> train = examples(data.train(), modality);
      Set<ByteBuffer> validation = examples(data.validation(), modality);
      Set<ByteBuffer> test = examples(data.test(), modality);
      assertThat(train).doesNotContainAnyElementsOf(validation).doesNotContainAnyElementsOf(test);
      assertThat(validation).doesNotContainAnyElementsOf(test);
    }
    assertThat(examples(data.train(), "audio")).hasSize(2_250);
    assertThat(examples(data.validation(), "audio")).hasSize(450);
    assertThat(examples(data.test(), "audio")).hasSize(300);
  }

  private static Set<ByteBuffer> examples(MultimodalPart part, String modality) {
    ByteBuffer data = part.array(modality).data();
    int each = data.limit() / part.size();
    Set<ByteBuffer> examples = new HashSet<>();
    for (int i = 0; i < part.size(); i++) {
      examples.add(data.slice(i * each, each));
    }
    return examples;
  }
}
