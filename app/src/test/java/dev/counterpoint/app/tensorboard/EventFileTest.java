package dev.counterpoint.app.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.app.tensorboard.EventReader.Message;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-02T12:00:00.250Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void aFileBeginsWithItsVersionAndTheStartOfTheSession() {
    Path file = written(0);

    List<Message> events = EventReader.read(file);
    assertThat(file).hasFileName("events.out.tfevents.1767355200.counterpoint");
    assertThat(events.get(0).get(1).real()).isEqualTo(1767355200.25);
    assertThat(events.get(0).get(3).text()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).get(2).bits()).isZero();
    assertThat(events.get(1).get(7).message().get(1).bits()).isEqualTo(1);
  }

  @Test
  void aResumedTrainingVoidsLaterStepsInALaterFile() {
    Path first = written(0);
    Path second = written(300);
    Path third = written(300);

    assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
    assertThat(EventReader.read(second).get(1).get(2).bits()).isEqualTo(301);
  }

  @Test
  void scalarsOfAStepAreOneEvent() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("train/loss", 0.25);
    values.put("train/samplesPerSecond", Double.NaN);

    Message event = written(file -> file.scalars(1L << 40, values));

    assertThat(event.get(2).bits()).isEqualTo(1L << 40);
    assertThat(event.values())
        .extracting(v -> v.get(1).text())
        .isEqualTo(List.copyOf(values.keySet()));
    assertThat(event.values()).extracting(v -> v.get(2).single()).containsExactly(0.25f, Float.NaN);
  }

  @Test
  void aPictureIsAPng() {
    byte[] rgb = new byte[3 * 5 * 2];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 9);
    }

    Message value =
        written(file -> file.picture(7, "views", new Picture(5, 2, rgb))).values().get(0);

    Message image = value.get(4).message();
    assertThat(value.get(1).text()).isEqualTo("views");
    assertThat(List.of(image.get(1).bits(), image.get(2).bits(), image.get(3).bits()))
        .containsExactly(2L, 5L, 3L);
    Picture back = new PictureReader().read(image.get(4).bytes(), "views");
    assertThat(back.rgb()).isEqualTo(rgb);
  }

  @Test
  void aHistogramHasItsSumsAndBuckets() {
    Message value =
        written(file -> file.histogram(7, "logits", Histogram.of(-1.0, 0.5, 2.0))).values().get(0);

    Message histogram = value.get(5).message();
    double[] sums = new double[5];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = histogram.get(i + 1).real();
    }
    assertThat(sums).containsExactly(-1, 2, 3, 1.5, 5.25);
    assertThat(histogram.get(6).reals()).hasSameSizeAs(histogram.get(7).reals()).isSorted();
    assertThat(Arrays.stream(histogram.get(7).reals()).sum()).isEqualTo(3);
  }

  @Test
  void valuesThatAreNotFiniteAreCountedBeside() {
    Message event =
        written(
            file ->
                file.histogram(7, "logits", Histogram.of(1, Double.NaN, Double.POSITIVE_INFINITY)));

    assertThat(event.values().get(1).get(1).text()).isEqualTo("logits/notFinite");
    assertThat(event.values().get(1).get(2).single()).isEqualTo(2);
  }

  @Test
  void aTextIsATensorOfOneString() {
    Message value = written(file -> file.text(0, "recipe", "a: ü\n")).values().get(0);

    Message metadata = value.get(9).message();
    assertThat(metadata.get(1).message().get(1).text()).isEqualTo("text");
    assertThat(metadata.get(4).bits()).isEqualTo(2);
    Message tensor = value.get(8).message();
    assertThat(tensor.get(1).bits()).isEqualTo(7);
    assertThat(tensor.get(2).message().get(2).message().get(1).bits()).isEqualTo(1);
    assertThat(tensor.get(8).text()).isEqualTo("a: ü\n");
  }

  @Test
  void aFileThatIsCutOffAnywhereIsReadUpToThere() throws IOException {
    EventFile file = EventFile.begin(folder, 0, NOON);
    file.scalars(1, Map.of("a", 1.0));
    file.text(1, "b", "text");
    file.close();
    byte[] whole = Files.readAllBytes(file.path());

    int before = 0;
    for (int size = 0; size <= whole.length; size++) {
      int events = EventReader.read(Arrays.copyOf(whole, size)).size();
      assertThat(events).as("size " + size).isBetween(before, before + 1);
      before = events;
    }
    assertThat(before).isEqualTo(4);
  }

  @Test
  void eventsAreThereForReadersBeforeTheFileIsClosed() {
    try (EventFile file = EventFile.begin(folder, 0, NOON)) {
      file.scalars(1, Map.of("a", 1.0));
      assertThat(EventReader.read(file.path())).hasSize(3);
    }
  }

  /** The bytes that TensorBoard itself has read; see the note beside the file. */
  @Test
  void theBytesAreThoseThatTensorBoardHasRead() throws IOException {
    byte[] expected;
    try (InputStream in = EventFileTest.class.getResourceAsStream("read-by-tensorboard.tfevents")) {
      expected = in.readAllBytes();
    }

    EventFile file = EventFile.begin(folder, 0, NOON);
    file.text(0, "recipe", "```yaml\nseed: 1\n```\n");
    file.scalars(10, Map.of("train/loss", 2.5));
    file.histogram(10, "logits", Histogram.of(-3, -0.5, 0, 1e-13, 0.25, 0.26, 4, Double.NaN));
    file.close();

    assertThat(Files.readAllBytes(file.path())).isEqualTo(expected);
  }

  @Test
  void aFullDiskNamesTheFile() {
    Path path = folder.resolve("events.out.tfevents.1767355200.counterpoint");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    try (EventFile file = new EventFile(path, full, NOON)) {
      assertThatThrownBy(() -> file.scalars(1, Map.of("a", 1.0)))
          .isInstanceOf(FileNotWrittenException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("No space left on device");
    }
  }

  @Test
  void aFolderThatIsAFileIsAnError() throws IOException {
    Path file = Files.createFile(folder.resolve("tensorboard"));

    assertThatThrownBy(() -> EventFile.begin(file, 0))
        .isInstanceOf(FileNotWrittenException.class)
        .hasMessageContaining("tensorboard");
  }

  private Path written(long step) {
    try (EventFile file = EventFile.begin(folder, step, NOON)) {
      return file.path();
    }
  }

  /** The one event that is added. */
  private Message written(java.util.function.Consumer<EventFile> add) {
    try (EventFile file = EventFile.begin(folder, 0, NOON)) {
      add.accept(file);
      List<Message> events = EventReader.read(file.path());
      assertThat(events).hasSize(3);
      return events.get(2);
    }
  }
}
