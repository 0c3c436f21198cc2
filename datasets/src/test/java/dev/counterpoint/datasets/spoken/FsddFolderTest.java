package dev.counterpoint.datasets.spoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.audio.WavException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsddFolderTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    FsddFiles.write(folder);
  }

  @Test
  void takesBelowFiveAreForTheTest() {
    SpokenDigits digits = FsddFolder.load(folder);

    assertThat(digits.test()).hasSize(20).allMatch(recording -> recording.take() == 4);
    assertThat(digits.train()).hasSize(60).allMatch(recording -> recording.take() >= 5);
    assertThat(digits.speakers()).containsExactly("anna", "ben");
    assertThat(digits.drawn()).isFalse();
    Recording first = digits.train().get(0);
    assertThat(first.name()).isEqualTo("0_anna_5");
    assertThat(first.digit()).isZero();
    assertThat(first.waveform().samples()).hasSize(2_000);
  }

  @Test
  void otherRatesAreBroughtToEightKilohertz() throws IOException {
    Files.write(folder.resolve("3_anna_9.wav"), FsddFiles.wav(1, 44_100));

    Recording converted =
        FsddFolder.load(folder).train().stream()
            .filter(recording -> recording.name().equals("3_anna_9"))
            .findFirst()
            .orElseThrow();

    assertThat(converted.waveform().rate()).isEqualTo(8_000);
    assertThat(converted.waveform().seconds()).isBetween(0.249, 0.251);
  }

  @Test
  void sumChangesWithAnyFileAndAnyName() throws IOException {
    String before = FsddFolder.load(folder).sha256();
    assertThat(before).hasSize(64).isEqualTo(FsddFolder.load(folder).sha256());
    Files.writeString(folder.resolve("notes.txt"), "nothing of the recordings");
    assertThat(FsddFolder.load(folder).sha256()).isEqualTo(before);

    Files.move(folder.resolve("3_anna_7.wav"), folder.resolve("3_anna_8.wav"));
    String renamed = FsddFolder.load(folder).sha256();
    assertThat(renamed).isNotEqualTo(before);
    Files.write(folder.resolve("3_anna_8.wav"), FsddFiles.wav(5, 8_000));
    assertThat(FsddFolder.load(folder).sha256()).isNotEqualTo(renamed);
  }

  @Test
  void wavFileOfAnotherNameIsAnError() throws IOException {
    for (String name : List.of("seven_anna_1.wav", "7_anna.wav", "7_anna_01.wav", "12_ben_1.wav")) {
      Path file = Files.write(folder.resolve(name), FsddFiles.wav(1, 8_000));
      assertThatThrownBy(() -> FsddFolder.load(folder))
          .isInstanceOf(RecordingNameException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("7_jackson_32.wav");
      Files.delete(file);
    }
  }

  @Test
  void spoiltRecordingIsNamed() throws IOException {
    Path file = folder.resolve("7_ben_6.wav");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 99));

    assertThatThrownBy(() -> FsddFolder.load(folder))
        .isInstanceOf(WavException.Truncated.class)
        .hasMessageContaining("7_ben_6.wav");
  }

  @Test
  void emptyFolderSaysHowToGetTheDataSet() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThatThrownBy(() -> FsddFolder.load(empty))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("has no recording")
        .hasMessageContaining("Free Spoken Digit Dataset (CC BY-SA 4.0");
    assertThatThrownBy(() -> FsddFolder.load(folder.resolve("nowhere")))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("is not a folder");
  }

  @Test
  void splitBySpeakersKeepsThemApart() {
    SpokenDigits split = FsddFolder.load(folder).withTestSpeakers(List.of("ben"));

    assertThat(split.test()).hasSize(40).allMatch(recording -> recording.speaker().equals("ben"));
    assertThat(split.train()).hasSize(40).allMatch(recording -> recording.speaker().equals("anna"));
  }

  @Test
  void splitBySpeakersNeedsSomebodyOnBothSides() {
    SpokenDigits digits = FsddFolder.load(folder);

    assertThatThrownBy(() -> digits.withTestSpeakers(List.of("bem")))
        .isInstanceOf(UnknownSpeakerException.class)
        .hasMessageContaining("no speaker 'bem', only anna, ben")
        .hasMessageContaining("Did you mean 'ben'?");
    assertThatThrownBy(() -> digits.withTestSpeakers(List.of("anna", "ben")))
        .isInstanceOf(UnknownSpeakerException.class)
        .hasMessageContaining("2 of the 2 speakers");
    assertThatThrownBy(() -> digits.withTestSpeakers(List.of()))
        .isInstanceOf(UnknownSpeakerException.class);
  }
}
