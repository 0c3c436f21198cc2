package dev.counterpoint.datasets.picture.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PalettePngTest {

  private static final int WIDTH = 37;
  private static final int HEIGHT = 11;

  /** A picture whose rows, filters in front, are the bytes as they come, of a number of colours. */
  private static byte[] png(int filter, int colors, int interlace, int missing) {
    return png(filter, colors, interlace, missing, 8);
  }

  private static byte[] png(int filter, int colors, int interlace, int missing, int depth) {
    int rowBytes = (WIDTH * depth + 7) / 8;
    SplittableRandom random = new SplittableRandom(filter);
    byte[] rows = new byte[HEIGHT * (rowBytes + 1) - missing];
    for (int i = 0; i < rows.length; i++) {
      boolean first = i % (rowBytes + 1) == 0;
      rows[i] = (byte) (first ? filter : random.nextInt(depth == 8 ? colors : 256));
    }
    byte[] palette = new byte[3 * colors];
    random.nextBytes(palette);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    ByteBuffer header = ByteBuffer.allocate(13).putInt(WIDTH).putInt(HEIGHT);
    chunk(out, "IHDR", header.put(new byte[] {(byte) depth, 3, 0, 0, (byte) interlace}).array());
    chunk(out, "PLTE", palette);
    byte[] packed = deflated(rows);
    int half = packed.length / 2;
    chunk(out, "IDAT", Arrays.copyOf(packed, half));
    chunk(out, "IDAT", Arrays.copyOfRange(packed, half, packed.length));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] packed = new byte[4_096];
    int length = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void everyFilterGivesWhatTheJdkReads(int filter) throws IOException {
    for (int depth : new int[] {1, 2, 4, 8}) {
      assertSame(png(filter, 1 << depth, 0, 0, depth));
    }
  }

  private static void assertSame(byte[] png) throws IOException {
    byte[] rgb = PalettePng.decode(png, WIDTH, HEIGHT);
    BufferedImage expected = ImageIO.read(new ByteArrayInputStream(png));

    Picture picture = new Picture(WIDTH, HEIGHT, rgb);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(picture.pixel(y, x)).isEqualTo(expected.getRGB(x, y) & 0xFFFFFF);
      }
    }
  }

  @Test
  void smallPalettesAreReadWhereNoIndexIsBeyond() {
    assertThat(PalettePng.decode(png(0, 5, 0, 0), WIDTH, HEIGHT)).isNotNull();
    // Sums of indices soon are.
    assertThat(PalettePng.decode(png(1, 5, 0, 0), WIDTH, HEIGHT)).isNull();
  }

  @Test
  void whatIsNotInOrderIsLeftToTheJdk() {
    assertThat(PalettePng.decode(png(5, 256, 0, 0), WIDTH, HEIGHT)).isNull();
    assertThat(PalettePng.decode(png(0, 256, 1, 0), WIDTH, HEIGHT)).isNull();
    assertThat(PalettePng.decode(png(0, 256, 0, 1), WIDTH, HEIGHT)).isNull();
    assertThat(PalettePng.decode(png(0, 256, 0, 0), WIDTH, HEIGHT - 1)).isNull();
    byte[] damaged = png(0, 256, 0, 0);
    damaged[8 + 25 + 12 + 768 + 8] ^= 0x55;
    assertThat(PalettePng.decode(damaged, WIDTH, HEIGHT)).isNull();
  }
}
