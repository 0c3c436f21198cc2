package dev.counterpoint.app.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.datasets.safetensors.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {

  @TempDir Path temporary;
  private Path folder;
  private CheckpointStore store;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void chooseFolder() {
    folder = temporary.resolve("checkpoints");
    store = new CheckpointStore(folder);
  }

  @Test
  void whatIsSavedIsLoaded() {
    store.save(state(40));

    assertThat(store.newest(warnings::add)).contains(state(40));
    assertThat(warnings).isEmpty();
  }

  @Test
  void aRunWithoutCheckpointsHasNone() throws IOException {
    assertThat(store.newest(warnings::add)).isEmpty();
    Files.createDirectories(folder);
    assertThat(store.newest(warnings::add)).isEmpty();
  }

  @Test
  void theLastTwoAreKept() {
    for (long step : new long[] {8, 9, 10, 1_000_000_000L}) {
      store.save(state(step));
    }
    assertThat(store.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("step-1000000000.safetensors", "step-000000010.safetensors");
    assertThat(names()).hasSize(4).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void theChecksumIsInTheFormThatSha256sumChecks() throws IOException {
    Path file = store.save(state(40));
    assertThat(Files.readString(folder.resolve("step-000000040.safetensors.sha256")))
        .matches("[0-9a-f]{64}  " + file.getFileName() + "\n");
  }

  @Test
  void savingTheSameStepAgainReplacesIt() {
    store.save(state(40));
    store.save(state(40));
    assertThat(store.newest(warnings::add)).contains(state(40));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 100, -1})
  void aCheckpointThatIsCutOffIsNamedAndTheOneBeforeIsUsed(int length) throws IOException {
    Path damaged = saveTwo();
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(bytes, length < 0 ? bytes.length + length : length));

    assertFallsBackFrom(damaged, "SHA-256 is");
  }

  @Test
  void oneFlippedByteAnywhereIsFoundAndTheOneBeforeIsUsed() throws IOException {
    Path damaged = saveTwo();
    byte[] bytes = Files.readAllBytes(damaged);
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    int place = new Random(seed).nextInt(bytes.length);
    bytes[place] ^= 0x10;
    Files.write(damaged, bytes);

    assertFallsBackFrom(damaged, "SHA-256 is");
  }

  @Test
  void aCheckpointWithoutItsChecksumIsNamedAndTheOneBeforeIsUsed() throws IOException {
    Path damaged = saveTwo();
    Files.delete(folder.resolve(damaged.getFileName() + ".sha256"));

    assertFallsBackFrom(damaged, "its checksum step-000000050.safetensors.sha256 is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "not a sum", "00"})
  void aDamagedChecksumIsNamedAndTheOneBeforeIsUsed(String content) throws IOException {
    Path damaged = saveTwo();
    Files.writeString(folder.resolve(damaged.getFileName() + ".sha256"), content);

    assertFallsBackFrom(damaged, "SHA-256 is");
  }

  @Test
  void whereNoneIsWholeTheErrorSaysSo() throws IOException {
    Path newer = saveTwo();
    for (Path file : store.files()) {
      Files.write(file, new byte[] {1, 2, 3});
    }
    assertThatThrownBy(() -> store.newest(warnings::add))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no checkpoint of " + folder + " is whole")
        .hasMessageContaining("step-000000040.safetensors");
    assertThat(warnings).hasSize(2).first().asString().contains(newer.toString());
  }

  @Test
  void aFileOfAnotherProgramIsNoCheckpoint() throws Exception {
    Path file = store.save(state(40));
    byte[] bytes = Files.readAllBytes(file);
    byte[] other =
        new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
            .replace("counterpoint-checkpoint-1", "counterpoint-checkpoint-9")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.write(file, other);
    Files.writeString(
        folder.resolve(file.getFileName() + ".sha256"),
        dev.counterpoint.datasets.download.Sha256.of(file) + "  x\n");

    assertThatThrownBy(() -> store.newest(warnings::add)).isInstanceOf(CheckpointException.class);
    assertThat(warnings).first().asString().contains("format is counterpoint-checkpoint-9");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.5, 0.999, 1, 1.01})
  void aFullDiskLeavesTheOlderCheckpointsAndNothingElse(double share) throws IOException {
    // From 1 on there is room for the checkpoint and none for its checksum.
    long room = (long) (share * Files.size(saveTwo()));
    List<String> before = names();
    CheckpointStore full = new CheckpointStore(folder, FullDisk.after(room));

    assertThatThrownBy(() -> full.save(state(60)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("step-000000060.safetensors cannot be written")
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("--resume");
    assertThat(names()).isEqualTo(before);
    assertThat(store.newest(warnings::add)).contains(state(50));
  }

  @Test
  void aStateWithAParameterThatIsNotFiniteNamesIt() {
    assertThat(state(1).firstNotFinite()).isEmpty();
    TrainState broken =
        new TrainState(
            1,
            7,
            "",
            List.of(
                tensor("parameter/head/weight", 1, 2), //
                tensor("parameter/head/bias", 1, Float.NaN),
                tensor("optimizer/adamw.mean/head/bias", Float.POSITIVE_INFINITY)));
    assertThat(broken.firstNotFinite()).contains("head/bias");
  }

  /** Saves steps 40 and 50 and gives the file of 50. */
  private Path saveTwo() {
    store.save(state(40));
    return store.save(state(50));
  }

  private void assertFallsBackFrom(Path damaged, String why) {
    assertThat(store.newest(warnings::add)).contains(state(40));
    assertThat(warnings).singleElement().asString().contains(damaged.toString(), why);
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrainState state(long step) {
    float[] weights = new float[1000];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = step + i / 8f;
    }
    return new TrainState(
        step,
        7,
        "method: clip\n",
        List.of(
            tensor("parameter/weight", weights),
            tensor("optimizer/adamw.mean/weight", 0.5f, -0f, Float.MIN_VALUE),
            tensor("pending-losses")));
  }

  private static TensorEntry tensor(String name, float... values) {
    ByteBuffer data =
        ByteBuffer.allocate(4 * values.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new TensorEntry(name, TensorType.F32, new long[] {values.length}, data);
  }
}
