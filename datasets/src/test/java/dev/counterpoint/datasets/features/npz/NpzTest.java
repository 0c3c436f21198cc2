package dev.counterpoint.datasets.features.npz;

import static dev.counterpoint.datasets.features.npz.TestNpz.dictionary;
import static dev.counterpoint.datasets.features.npz.TestNpz.npy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.UnreadableFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

  private static Map<String, NpyArray> read(byte[] npz) {
    return NpzReader.read("bad.npz", new SeekableInMemoryByteChannel(npz), 1 << 24);
  }

  private static NpyArray array(byte[] npy) {
    return read(new TestNpz().entry("a.npy", npy).bytes()).get("a");
  }

  private static AbstractThrowableAssert<?, ?> assertThatNpy(byte[] npy) {
    return assertThatNpz(new TestNpz().entry("a.npy", npy).bytes())
        .hasMessageContaining("bad.npz: array 'a': ");
  }

  private static AbstractThrowableAssert<?, ?> assertThatNpz(byte[] npz) {
    return assertThatThrownBy(() -> read(npz))
        .isInstanceOf(NpzException.class)
        .hasMessageContaining("bad.npz");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsWrittenIsRead(boolean deflate) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("audio", NpyArray.of(new float[] {1, -2.5f, 3, 0, 5, 6}, 3, 2));
    arrays.put("exact", NpyArray.of(new double[] {1e300, -0.0, 3}, 3, 1, 1));
    arrays.put("labels", NpyArray.of(new int[] {4, 0, -1}));
    arrays.put("one", NpyArray.of(new float[] {7}));
    arrays.put("none", NpyArray.of(new float[0], 0, 4));
    byte[] npz = TestNpz.written(arrays, deflate);

    assertThat(read(npz)).isEqualTo(arrays).containsOnlyKeys(arrays.keySet());
    assertThat(TestNpz.written(arrays, deflate)).isEqualTo(npz);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allVersionsAreReadStoredAndDeflated(int version) {
    byte[] data = {0, 0, 1, 0, 2, 1};
    byte[] npy = npy(version, dictionary("|u1", "(2, 3)"), data);
    for (int method : new int[] {ZipArchiveOutputStream.STORED, ZipArchiveOutputStream.DEFLATED}) {
      NpyArray array = read(new TestNpz().entry("a.npy", npy, method).bytes()).get("a");
      assertThat(array.shape()).containsExactly(2, 3);
      assertThat(array.data()).isEqualTo(ByteBuffer.wrap(data));
    }
  }

  @Test
  void fortranOrderIsTurnedAround() {
    // a[i, j, k] = 100 i + 10 j + k of shape (2, 3, 2), the first index changing fastest.
    byte[] data = {0, 100, 10, 110, 20, 120, 1, 101, 11, 111, 21, 121};
    String header = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2)}";

    assertThat(array(npy(header, data)).data())
        .isEqualTo(
            ByteBuffer.wrap(new byte[] {0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121}));
  }

  @ParameterizedTest
  @CsvSource({
    "0x3C00, 1",
    "0xC000, -2",
    "0x7BFF, 65504",
    "0x0001, 5.960464477539063E-8",
    "0x3555," + " 0.333251953125",
    "0x7C00, Infinity",
    "0x7E00, NaN",
    "0x8000, -0.0"
  })
  void halfPrecisionIsRead(String bits, Double value) {
    int number = Integer.decode(bits);
    byte[] data = {(byte) number, (byte) (number >> 8)};

    assertThat(array(npy(dictionary("<f2", "(1,)"), data)).get(0)).isEqualTo(value);
  }

  @Test
  void dictionariesOfOtherWritersAreRead() {
    String old = "{\"shape\": (2L, 1L), \"fortran_order\": False, \"descr\": \"<i4\"}   ";
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(-5).putInt(6);

    assertThat(array(npy(old, data.array())).get(0)).isEqualTo(-5);
    assertThat(array(npy(dictionary("<f8", "()"), new byte[8])).shape()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{'descr': '<f4', 'shape': (1,)} ~ is missing",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1} ~ unknown key 'x'",
        "{'descr': '<f4', 'descr': '<f4'} ~ 'descr' twice",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)} ~ expected True or False",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1)} ~ expected a tuple",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)} ~ expected a dimension",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)} ~ expected a dimension",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1 1)} ~ expected ',' or ')'",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1 ~ something follows",
        "{'descr': '<f4' ~ expected '}'",
        "__import__('os') ~ expected '{'",
        "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,)} ~ named fields",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,)} ~ Python objects",
        "{'descr': '>f4', 'fortran_order': False, 'shape': (1,)} ~ big-endian",
        "{'descr': '<U5', 'fortran_order': False, 'shape': (1,)} ~ type '<U5'",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} ~ takes 8 bytes, but 4",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 99)} ~ takes",
      })
  void headersThatLieOrAreNoneAreRefused(String dictionary, String problem) {
    assertThatNpy(npy(dictionary, new byte[4])).hasMessageContaining(problem);
  }

  @Test
  void whatIsNoArrayIsRefused() {
    assertThatNpy(new byte[0]).hasMessageContaining("does not begin as a NumPy array");
    assertThatNpy(npy(4, "{}", new byte[0])).hasMessageContaining("version 4.0");
    byte[] long2 = npy(2, "{}", new byte[0]);
    long2[11] = 0x7F;
    assertThatNpy(long2).hasMessageContaining("at most 65536 are read");
    byte[] cut = npy(1, "{}", new byte[0]);
    cut[8] = 99;
    assertThatNpy(cut).hasMessageContaining("to have 99 bytes, but only 4 follow");
  }

  @Test
  void whatIsNoZipOfArraysIsRefused() {
    assertThatNpz(new byte[0]).hasMessageContaining("no zip file");
    assertThatNpz("not a zip, but text that is long enough".getBytes())
        .hasMessageContaining("no zip file");
    assertThatNpz(new TestNpz().entry("readme.txt", new byte[3]).bytes())
        .hasMessageContaining("'readme.txt' is no array");
    byte[] npy = npy(dictionary("|u1", "(1,)"), new byte[1]);
    assertThatNpz(new TestNpz().entry("a.npy", npy).entry("a.npy", npy).bytes())
        .hasMessageContaining("the array 'a' comes twice");
  }

  @Test
  void bombsAreRefusedBeforeTheyAreUnpacked() {
    byte[] zeros = npy(dictionary("|u1", "(30000000,)"), new byte[30_000_000]);
    assertThatNpz(new TestNpz().entry("a.npy", zeros).bytes())
        .hasMessageContaining("its arrays take 300000")
        .hasMessageContaining("at most 16777216");

    // A central directory that says so much more than deflate can do.
    byte[] liar = new TestNpz().entry("a.npy", npy(dictionary("|u1", "(1,)"), new byte[1])).bytes();
    ByteBuffer buffer = ByteBuffer.wrap(liar).order(ByteOrder.LITTLE_ENDIAN);
    int central = buffer.getInt(liar.length - 6);
    buffer.putInt(central + 24, 1 << 23);
    assertThatNpz(liar).hasMessageContaining("which cannot be");
  }

  @Test
  void changedBytesAreFoundByTheChecksum() {
    byte[] npz = TestNpz.written(Map.of("a", NpyArray.of(new float[] {1, 2, 3, 4}, 4)), false);
    // Behind the zip's local header and the 128 bytes of the array's.
    npz[30 + "a.npy".length() + 128 + 3] ^= 1;

    assertThatNpz(npz).hasMessageContaining("not the same");
  }

  @Test
  void unreadableFileIsNamed() {
    assertThatThrownBy(() -> NpzReader.read(Path.of("nowhere.npz")))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("nowhere.npz");
  }

  @Test
  void anyDamageGivesAnErrorOrArrays() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole =
        TestNpz.written(
            Map.of("a", NpyArray.of(new float[] {1, 2}, 2), "b", NpyArray.of(new int[] {3})), true);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      try {
        read(damaged);
      } catch (NpzException expected) {
        assertThat(expected).hasMessageContaining("bad.npz");
      } catch (RuntimeException e) {
        throw new AssertionError("seed %d, case %d".formatted(seed, i), e);
      }
    }
  }

  @Test
  void arraysMustFitTheirShape() {
    assertThatThrownBy(() -> new NpyArray(NpyType.F4, List.of(3), ByteBuffer.allocate(8)))
        .hasMessageContaining("F4 [3] takes 12 bytes, but there are 8");
  }
}
