package dev.counterpoint.datasets.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadTheSame() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    List<TensorEntry> entries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      TensorType type = TensorType.values()[random.nextInt(TensorType.values().length)];
      long[] shape = random.longs(random.nextInt(4), 0, 6).toArray();
      byte[] data = new byte[(int) type.bytes(shape)];
      random.nextBytes(data);
      entries.add(
          new TensorEntry("tensor \"%d\" ü".formatted(i), type, shape, ByteBuffer.wrap(data)));
    }

    SafetensorsFile read = roundTrip(new SafetensorsFile(Map.of("step", "12"), entries));

    assertThat(read.metadata()).as("seed %d", seed).isEqualTo(Map.of("step", "12"));
    assertThat(read.entries()).as("seed %d", seed).isEqualTo(entries);
  }

  @Test
  void dataBeginAtAMultipleOfEightAndEveryTensorLiesAligned() throws IOException {
    TensorEntry bytes = entry("bytes", TensorType.U8, 3);
    TensorEntry floats = entry("floats", TensorType.F32, 1);
    TensorEntry doubles = entry("doubles", TensorType.F64, 1);

    byte[] file = write(new SafetensorsFile(Map.of(), List.of(bytes, floats, doubles)));

    int headerLength = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt();
    String header = new String(file, 8, headerLength, StandardCharsets.UTF_8);
    assertThat(headerLength % 8).isZero();
    assertThat(header.stripTrailing())
        .isEqualTo(
            "{\"bytes\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[12,15]},"
                + "\"floats\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                + "\"doubles\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}");
    assertThat(file).hasSize(8 + headerLength + 15);
  }

  @Test
  void directBuffersAreWrittenFromTheirPositionAndLeftAsTheyAre() throws IOException {
    ByteBuffer data = ByteBuffer.allocateDirect(12).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(1).putInt(2).putInt(3).position(4);

    SafetensorsFile read =
        roundTrip(
            new SafetensorsFile(
                Map.of(), List.of(new TensorEntry("t", TensorType.I32, new long[] {2}, data))));

    assertThat(read.get("t").data().getInt(4)).isEqualTo(3);
    assertThat(data.position()).isEqualTo(4);
  }

  @Test
  void streamStaysOpen() throws IOException {
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    SafetensorsWriter.write(out, new SafetensorsFile(Map.of(), List.of()));
  }

  @Test
  void tensorsThatDoNotFitTheirShapeOrNameAreRefused() {
    assertThatThrownBy(
            () -> new TensorEntry("t", TensorType.F32, new long[] {2}, ByteBuffer.allocate(9)))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("F32 [2] takes 8 bytes, but there are 9");
    assertThatThrownBy(
            () ->
                new TensorEntry(
                    "t", TensorType.F32, new long[] {Long.MAX_VALUE}, ByteBuffer.allocate(0)))
        .hasMessageContaining("impossible shape");
    assertThatThrownBy(() -> entry("__metadata__", TensorType.U8, 1))
        .hasMessageContaining("cannot be called");
    TensorEntry twice = entry("t", TensorType.U8, 1);
    assertThatThrownBy(() -> new SafetensorsFile(Map.of(), List.of(twice, twice)))
        .hasMessageContaining("two tensors are called \"t\"");
  }

  @Test
  void checkpointOfSixtyMegabytesIsWrittenAndReadQuickly() throws IOException {
    List<TensorEntry> entries = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      entries.add(entry("block." + i, TensorType.F32, 1 << 18));
    }
    long start = System.nanoTime();

    SafetensorsFile read = roundTrip(new SafetensorsFile(Map.of(), entries));

    assertThat(read.entries()).hasSize(60);
    // About 0.15 s; the bound only catches writing byte by byte.
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  private static TensorEntry entry(String name, TensorType type, int size) {
    byte[] data = new byte[size * type.bytes()];
    Arrays.fill(data, (byte) 7);
    return new TensorEntry(name, type, new long[] {size}, ByteBuffer.wrap(data));
  }

  private static byte[] write(SafetensorsFile file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SafetensorsWriter.write(out, file);
    return out.toByteArray();
  }

  private SafetensorsFile roundTrip(SafetensorsFile file) throws IOException {
    Path path = folder.resolve("file.safetensors");
    try (OutputStream out = Files.newOutputStream(path)) {
      SafetensorsWriter.write(out, file);
    }
    return SafetensorsReader.read(path);
  }
}
