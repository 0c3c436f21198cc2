package dev.counterpoint.datasets.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsReaderTest {

  @TempDir Path folder;

  @Test
  void fileAsOtherWritersWriteItIsRead() throws IOException {
    // Offsets need not follow the header's order, keys come in any order, spaces pad the header.
    SafetensorsFile file =
        read(
            """
            {"__metadata__":{"format":"pt","note":"gr\\u00fcn \u00fc"},
             "layer.weight":{"data_offsets":[4,12],"shape":[2,1],"dtype":"F32"},
             "step" : {"dtype":"I32","shape":[],"data_offsets":[0,4]},
             "none":{"dtype":"F16","shape":[0,7],"data_offsets":[12,12]}}    \s""",
            littleEndian(12).putInt(-7).putFloat(1.5f).putFloat(-2f));

    assertThat(file.metadata()).containsEntry("format", "pt").containsEntry("note", "grün ü");
    assertThat(file.entries())
        .extracting(TensorEntry::name)
        .containsExactly("layer.weight", "step", "none");
    assertThat(file.get("layer.weight").shape()).containsExactly(2, 1);
    assertThat(file.get("layer.weight").data().getFloat(4)).isEqualTo(-2f);
    assertThat(file.get("step").data().getInt()).isEqualTo(-7);
    assertThat(file.get("none").data().remaining()).isZero();
  }

  @Test
  void allTypesOfTheFormatAreKnown() throws IOException {
    for (TensorType type : TensorType.values()) {
      TensorEntry tensor =
          read(
                  "{\"t\":{\"dtype\":\"%s\",\"shape\":[3],\"data_offsets\":[0,%d]}}"
                      .formatted(type, 3 * type.bytes()),
                  littleEndian(3 * type.bytes()))
              .get("t");
      assertThat(tensor.type()).isEqualTo(type);
    }
  }

  @Test
  void fileWithoutTensorsIsRead() throws IOException {
    assertThat(read("{}", littleEndian(0)).entries()).isEmpty();
  }

  @Test
  void dataCannotBeChangedAndEachViewHasItsOwnPosition() throws IOException {
    TensorEntry tensor = read(tensor("[2]", "0,8"), littleEndian(8)).get("t");
    tensor.data().getInt();

    assertThat(tensor.data().position()).isZero();
    assertThat(tensor.data().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThatThrownBy(() -> tensor.data().put((byte) 1))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void liesAboutTheLengthOfTheHeaderAreFound() throws IOException {
    assertThatBytes(new byte[5]).hasMessageContaining("the file has 5 bytes");
    assertThatBytes(littleEndian(16).putLong(9).array())
        .hasMessageContaining("the header is to have 9 bytes, but only 8 follow");
    assertThatBytes(littleEndian(16).putLong(100_000_001).array())
        .hasMessageContaining("100000001 bytes; at most 100000000");
    assertThatBytes(littleEndian(16).putLong(-1).array())
        .hasMessageContaining("18446744073709551615 bytes");
    assertThatBytes(littleEndian(8).putLong(0).array()).hasMessageContaining("begin with {");
  }

  @Test
  void headersThatAreNotStrictJsonAreRefused() throws IOException {
    assertThatHeader(" {}").hasMessageContaining("does not begin with {");
    assertThatHeader("{\"t\":").hasMessageContaining("not valid JSON");
    assertThatHeader("{} {}").hasMessageContaining("something follows");
    assertThatHeader("{\"__metadata__\":{\"a\":\"1\",}}").hasMessageContaining("not valid JSON");
    assertThatHeader("{\"__metadata__\":{\"a\":1}}").hasMessageContaining("expected VALUE_STRING");
    assertThatHeader("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}")
        .hasMessageContaining("Duplicate");
    assertThatHeader(tensor("[1]", "0,4").replace("}}", "},\"t\":{}}"))
        .hasMessageContaining("Duplicate");
    assertThatBytes(
            littleEndian(16)
                .putLong(8)
                .put(new byte[] {'{', '"', -1, '"', ':', '1', '}', ' '})
                .array())
        .hasMessageContaining("not valid UTF-8");
    assertThatHeader("{" + "\"t\":{\"shape\":" + "[".repeat(5_000))
        .hasMessageContaining("expected");
  }

  @Test
  void incompleteOrUnknownFieldsAreNamed() throws IOException {
    assertThatHeader(tensor("[1]", "0,4").replace("F32", "F8_E4M3"))
        .hasMessageContaining("tensor \"t\": dtype is \"F8_E4M3\"; known are [F64, F32");
    assertThatHeader("{\"t\":{\"dtype\":\"F32\",\"shape\":[1]}}")
        .hasMessageContaining("lacks one of");
    assertThatHeader(tensor("[1]", "0,4").replace("dtype", "type"))
        .hasMessageContaining("unknown key \"type\"");
    assertThatHeader(tensor("[1]", "0")).hasMessageContaining("must be two numbers");
    assertThatHeader(tensor("[1.0]", "0,4")).hasMessageContaining("expected VALUE_NUMBER_INT");
    assertThatHeader(tensor("[-1]", "0,4")).hasMessageContaining("negative number -1");
    assertThatHeader(tensor("[99999999999999999999]", "0,4"))
        .hasMessageContaining("not valid JSON");
  }

  @Test
  void offsetsThatLieOutsideOrBackwardsAreRefused() throws IOException {
    assertThatFile(tensor("[1]", "4,0"), 4).hasMessageContaining("lies at data offsets 4 .. 0");
    assertThatFile(tensor("[2]", "0,8"), 4).hasMessageContaining("the file has 4 bytes of data");
    assertThatFile(tensor("[2305843009213693951]", "0,9223372036854775804"), 4)
        .hasMessageContaining("the file has 4 bytes of data");
  }

  @Test
  void shapesThatDoNotFitTheOffsetsAreRefused() throws IOException {
    assertThatFile(tensor("[3]", "0,8"), 8)
        .hasMessageContaining("tensor \"t\" F32 [3] takes 12 bytes")
        .hasMessageContaining("hold 8");
    assertThatFile(tensor("[4611686018427387904,4]", "0,0"), 0)
        .hasMessageContaining("more bytes than can be counted");
    assertThatFile(tensor("[]", "0,8"), 8).hasMessageContaining("[] takes 4 bytes");
  }

  @Test
  void overlapsHolesAndBytesWithoutATensorAreRefused() throws IOException {
    String two =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[%d,%d]}}";

    assertThatFile(two.formatted(3, 7), 7)
        .hasMessageContaining(
            "tensor \"b\" starts at data offset 3, but tensor \"a\" reaches to 4");
    assertThatFile(two.formatted(5, 9), 9).hasMessageContaining("there is a hole");
    assertThatFile(two.formatted(4, 8), 9)
        .hasMessageContaining("9 bytes of data follow the header, but its tensors take 8");
    assertThatFile(tensor("[1]", "4,8"), 8).hasMessageContaining("the header ends at 0");
  }

  @Test
  void unknownTensorIsNamedWithTheOnesThatAreThere() throws IOException {
    SafetensorsFile file = read(tensor("[1]", "0,4"), littleEndian(4));

    assertThatThrownBy(() -> file.get("u"))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("there is no tensor \"u\"; there are 1: t");
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> SafetensorsReader.read(folder.resolve("nowhere")))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void anyDamageGivesASafetensorsErrorOrAFile() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = bytes(tensor("[2,3]", "0,24"), littleEndian(24));
    Path file = folder.resolve("damaged");
    for (int i = 0; i < 1_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      Files.write(file, damaged);
      try {
        SafetensorsReader.read(file);
      } catch (SafetensorsException expected) {
        assertThat(expected).hasMessageContaining("damaged");
      } catch (RuntimeException e) {
        throw new AssertionError("seed %d, case %d".formatted(seed, i), e);
      }
    }
  }

  private static String tensor(String shape, String offsets) {
    return "{\"t\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%s]}}"
        .formatted(shape, offsets);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(String header, ByteBuffer data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return littleEndian(8 + text.length + data.capacity())
        .putLong(text.length)
        .put(text)
        .put(data.array())
        .array();
  }

  private SafetensorsFile read(String header, ByteBuffer data) throws IOException {
    return SafetensorsReader.read(
        Files.write(folder.resolve("file.safetensors"), bytes(header, data)));
  }

  private AbstractThrowableAssert<?, ?> assertThatHeader(String header) throws IOException {
    return assertThatFile(header, 4);
  }

  private AbstractThrowableAssert<?, ?> assertThatFile(String header, int dataBytes)
      throws IOException {
    return assertThatBytes(bytes(header, littleEndian(dataBytes)));
  }

  private AbstractThrowableAssert<?, ?> assertThatBytes(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("bad.safetensors"), content);
    return assertThatThrownBy(() -> SafetensorsReader.read(file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("bad.safetensors: ");
  }
}
