package dev.counterpoint.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.download.Sha256;
import dev.counterpoint.datasets.idx.IdxBytes;
import dev.counterpoint.datasets.idx.IdxFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitFolderTest {

  @TempDir Path temporary;
  private final Map<String, byte[]> files = DigitFiles.packed();

  @Test
  void fourFilesMakeADataSetNamedAfterItsFolder() throws IOException {
    DigitSets digits = load("kmnist");

    assertThat(digits.name()).isEqualTo("kmnist");
    assertThat(digits.train().source()).isEqualTo("kmnist train");
    assertThat(digits.train().size()).isEqualTo(3);
    assertThat(digits.test().size()).isEqualTo(2);
    assertThat(digits.train().height()).isEqualTo(4);
    assertThat(digits.train().width()).isEqualTo(5);
    // The highest label, 3, is in the test part only.
    assertThat(digits.train().classes()).isEqualTo(4);
    assertThat(digits.test().classes()).isEqualTo(4);
  }

  @Test
  void hashOfEveryFileIsThatOfItsBytes() throws IOException {
    DigitSets digits = load("digits");

    assertThat(digits.sha256ByFile().keySet()).containsExactlyElementsOf(files.keySet());
    for (String name : files.keySet()) {
      assertThat(digits.sha256ByFile())
          .containsEntry(name, Sha256.of(temporary.resolve("digits").resolve(name)));
    }
  }

  @Test
  void plainFilesAndTheOtherSpellingAreFound() throws IOException {
    files.remove("train-images-idx3-ubyte.gz");
    files.remove("t10k-labels-idx1-ubyte.gz");
    files.put("train-images.idx3-ubyte", IdxBytes.images(3, 4, 5));
    files.put("t10k-labels-idx1-ubyte", IdxBytes.labels(1, 1));

    assertThat(load("digits").sha256ByFile())
        .containsKeys("train-images.idx3-ubyte", "t10k-labels-idx1-ubyte");
  }

  @Test
  void otherFilesCalledMnistAreNotPassedOffAsMnist() throws IOException {
    assertThat(load("mnist").name()).isEqualTo("mnist (not the published files)");
  }

  @Test
  void missingFilesAreNamedWithThoseThatAreThere() throws IOException {
    files.remove("train-images-idx3-ubyte.gz");
    files.remove("t10k-labels-idx1-ubyte.gz");

    assertThatThrownBy(() -> load("digits"))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("missing train-images-idx3-ubyte, t10k-labels-idx1-ubyte;")
        .hasMessageContaining("there is train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz")
        .hasMessageContaining("train-images.idx3-ubyte.gz")
        .hasMessageContaining("To get MNIST");
  }

  @Test
  void folderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> DigitFolder.load(temporary.resolve("nowhere")))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("nowhere is not a folder")
        .hasMessageContaining("there is none of them");
  }

  @Test
  void countsThatDifferAreRefused() throws IOException {
    files.put("train-labels-idx1-ubyte.gz", IdxBytes.labels(0, 1));

    assertThatThrownBy(() -> load("digits"))
        .isInstanceOf(InconsistentDigitsException.class)
        .hasMessageContaining("train has 3 images but 2 labels");
  }

  @Test
  void imageSizesThatDifferAreRefused() throws IOException {
    files.put("t10k-images-idx3-ubyte.gz", IdxBytes.images(2, 5, 4));

    assertThatThrownBy(() -> load("digits"))
        .isInstanceOf(InconsistentDigitsException.class)
        .hasMessageContaining("the training images are 4 x 5 pixels, the test images 5 x 4");
  }

  @Test
  void labelsOfOneClassOrOfMoreThanCanBeHeldAreRefused() throws IOException {
    files.put("train-labels-idx1-ubyte.gz", IdxBytes.labels(0, 1, 128));
    assertThatThrownBy(() -> load("many"))
        .isInstanceOf(InconsistentDigitsException.class)
        .hasMessageContaining("there is a label 128; expected labels 0 .. 127");

    files.put("train-labels-idx1-ubyte.gz", IdxBytes.labels(0, 0, 0));
    files.put("t10k-labels-idx1-ubyte.gz", IdxBytes.labels(0, 0));
    assertThatThrownBy(() -> load("one"))
        .isInstanceOf(InconsistentDigitsException.class)
        .hasMessageContaining("expected at least 2 classes");
  }

  @Test
  void exchangedFilesAreRefusedByName() throws IOException {
    files.put("train-labels-idx1-ubyte.gz", files.get("train-images-idx3-ubyte.gz"));

    assertThatThrownBy(() -> load("digits"))
        .isInstanceOf(IdxFormatException.class)
        .hasMessageContaining("train-labels-idx1-ubyte.gz: expected an IDX file of labels");
  }

  @Test
  void emptyFileIsRefused() throws IOException {
    files.put("t10k-images-idx3-ubyte.gz", new byte[0]);

    assertThatThrownBy(() -> load("digits"))
        .isInstanceOf(IdxFormatException.class)
        .hasMessageContaining("t10k-images-idx3-ubyte.gz: the file is empty");
  }

  @Test
  void folderWithAFilesNameIsNotTakenForTheFile() throws IOException {
    Files.createDirectories(temporary.resolve("digits").resolve("train-images-idx3-ubyte"));

    assertThat(load("digits").train().size()).isEqualTo(3);
  }

  private DigitSets load(String name) throws IOException {
    return DigitFolder.load(DigitFiles.write(temporary.resolve(name), files));
  }
}
