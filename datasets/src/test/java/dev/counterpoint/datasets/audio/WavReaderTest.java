package dev.counterpoint.datasets.audio;

import static dev.counterpoint.datasets.audio.WavBytes.ascii;
import static dev.counterpoint.datasets.audio.WavBytes.chunk;
import static dev.counterpoint.datasets.audio.WavBytes.extensible;
import static dev.counterpoint.datasets.audio.WavBytes.file;
import static dev.counterpoint.datasets.audio.WavBytes.floats;
import static dev.counterpoint.datasets.audio.WavBytes.format;
import static dev.counterpoint.datasets.audio.WavBytes.ints;
import static dev.counterpoint.datasets.audio.WavBytes.join;
import static dev.counterpoint.datasets.audio.WavBytes.mono;
import static dev.counterpoint.datasets.audio.WavBytes.shorts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavReaderTest {

  @TempDir Path temporary;

  @Test
  void sixteenBitsAreSharesOfFullScale() {
    Waveform waveform = read(mono(8_000, 0, 16_384, -32_768, 32_767));

    assertThat(waveform.rate()).isEqualTo(8_000);
    assertThat(waveform.samples()).containsExactly(0, 0.5f, -1, 32_767 / 32_768f);
    assertThat(waveform.seconds()).isEqualTo(0.0005);
  }

  @Test
  void eightBitsHaveNoSignAndSilenceAt128() {
    byte[] samples = {(byte) 128, 0, (byte) 192};

    assertThat(read(file(format(1, 1, 11_025, 8), chunk("data", samples))).samples())
        .containsExactly(0, -1, 0.5f);
  }

  @Test
  void twentyFourBitsKeepTheirSign() {
    byte[] samples = {0, 0, 0x40, 0, 0, (byte) 0x80, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};

    assertThat(read(file(format(1, 1, 48_000, 24), chunk("data", samples))).samples())
        .containsExactly(0.5f, -1, -1 / 8_388_608f);
  }

  @Test
  void thirtyTwoBitsAreWholeNumbersOrFloats() {
    byte[] whole = ints(1 << 30, Integer.MIN_VALUE);

    assertThat(read(file(format(1, 1, 8_000, 32), chunk("data", whole))).samples())
        .containsExactly(0.5f, -1);
    assertThat(read(file(format(3, 1, 8_000, 32), chunk("data", floats(0.25f, -1.5f)))).samples())
        .containsExactly(0.25f, -1.5f);
  }

  @Test
  void twoChannelsAreAveraged() {
    byte[] samples = shorts(16_384, 0, -32_768, -32_768);

    assertThat(read(file(format(1, 2, 8_000, 16), chunk("data", samples))).samples())
        .containsExactly(0.25f, -1);
  }

  @Test
  void extensibleHeadersNameTheirFormatWithin() {
    assertThat(read(file(extensible(1, 1, 8_000, 16, 16), chunk("data", shorts(16_384)))).samples())
        .containsExactly(0.5f);
    assertThat(read(file(extensible(3, 1, 8_000, 32, 32), chunk("data", floats(0.5f)))).samples())
        .containsExactly(0.5f);
  }

  @Test
  void unknownChunksArePassedOverWithTheirPadding() {
    byte[] wav =
        file(
            chunk("LIST", ascii("odd")),
            format(1, 1, 8_000, 16),
            chunk("fact", ints(1)),
            chunk("data", shorts(16_384)),
            chunk("id3 ", ascii("after")));

    assertThat(read(wav).samples()).containsExactly(0.5f);
  }

  @Test
  void whatFollowsTheRiffChunkIsNotLookedAt() {
    assertThat(read(join(mono(8_000, 16_384), ascii("a tag"))).samples()).containsExactly(0.5f);
  }

  @Test
  void lastPaddingMayBeMissing() {
    byte[] wav = file(format(1, 1, 8_000, 8), chunk("data", new byte[] {0}));

    assertThat(read(Arrays.copyOf(wav, wav.length - 1)).samples()).containsExactly(-1);
  }

  @Test
  void otherFormatsAreNamedWithWhatToDo() {
    assertThatThrownBy(() -> read(new byte[0]))
        .isInstanceOf(WavException.NotWav.class)
        .hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> read(join(ascii("fLaC"), new byte[40])))
        .isInstanceOf(WavException.NotWav.class)
        .hasMessageContaining("it looks like FLAC")
        .hasMessageContaining("pcm_s16le");
    assertThatThrownBy(() -> read(join(ascii("RIFX"), new byte[40])))
        .hasMessageContaining("variety RIFX");
    assertThatThrownBy(() -> read(join(ascii("RIFF"), ints(36), ascii("AVI "), new byte[32])))
        .hasMessageContaining("of the kind 'AVI '");
    assertThatThrownBy(() -> read(ascii("RIFF")))
        .isInstanceOf(WavException.NotWav.class)
        .hasMessageContaining("4 bytes");
  }

  @Test
  void everyCutIsAnErrorOfItsOwnKind() {
    byte[] wav =
        file(chunk("LIST", new byte[7]), format(1, 1, 8_000, 16), chunk("data", shorts(1)));
    for (int length = 12; length < wav.length; length++) {
      byte[] cut = Arrays.copyOf(wav, length);
      assertThatThrownBy(() -> read(cut))
          .as("%d bytes", length)
          .isInstanceOf(WavException.Truncated.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,Microsoft ADPCM", "6,A-law", "7,mu-law", "85,MP3", "4711,unknown format"})
  void packedSamplesAreNamed(int tag, String name) {
    assertThatThrownBy(() -> read(file(format(tag, 1, 8_000, 16), chunk("data", shorts(1)))))
        .isInstanceOf(WavException.NotPcm.class)
        .hasMessageContaining(name)
        .hasMessageContaining("Convert it");
  }

  @Test
  void otherWidthsAndChannelsAreRefused() {
    assertThatThrownBy(() -> read(file(format(3, 1, 8_000, 64), chunk("data", new byte[8]))))
        .isInstanceOf(WavException.NotPcm.class)
        .hasMessageContaining("64-bit float");
    assertThatThrownBy(() -> read(file(format(1, 6, 8_000, 16), chunk("data", new byte[12]))))
        .isInstanceOf(WavException.NotPcm.class)
        .hasMessageContaining("6 channels");
    byte[] own = file(extensible(1, 1, 8_000, 16, 16), chunk("data", shorts(1)));
    own[12 + 8 + 30] ^= 1;
    assertThatThrownBy(() -> read(own))
        .isInstanceOf(WavException.NotPcm.class)
        .hasMessageContaining("of its maker's own");
  }

  @Test
  void noSamplesAreAnError() {
    assertThatThrownBy(() -> read(mono(8_000)))
        .isInstanceOf(WavException.Empty.class)
        .hasMessageContaining("not a single sample");
  }

  @Test
  void sizesThatLieAreErrorsAndAllocateNothing() {
    byte[] streamed = mono(8_000, 1, 2);
    System.arraycopy(ints(-1), 0, streamed, 40, 4);
    assertThatThrownBy(() -> read(streamed))
        .isInstanceOf(WavException.Truncated.class)
        .hasMessageContaining("4294967295 bytes")
        .hasMessageContaining("before a recording has ended");
    byte[] small = mono(8_000, 1, 2);
    System.arraycopy(ints(38), 0, small, 4, 4);
    assertThatThrownBy(() -> read(small)).isInstanceOf(WavException.Inconsistent.class);
    System.arraycopy(ints(0), 0, small, 4, 4);
    assertThatThrownBy(() -> read(small))
        .isInstanceOf(WavException.Inconsistent.class)
        .hasMessageContaining("within the header");
    byte[] frame = mono(8_000, 1, 2);
    frame[32] = 4;
    assertThatThrownBy(() -> read(frame))
        .isInstanceOf(WavException.Inconsistent.class)
        .hasMessageContaining("4 bytes for 1 channel(s) of 16 bits");
    assertThatThrownBy(() -> read(file(format(1, 1, 8_000, 16), chunk("data", new byte[3]))))
        .isInstanceOf(WavException.Inconsistent.class)
        .hasMessageContaining("no whole samples");
    assertThatThrownBy(() -> read(file(format(1, 0, 8_000, 16), chunk("data", new byte[4]))))
        .isInstanceOf(WavException.Inconsistent.class)
        .hasMessageContaining("0 channels");
    assertThatThrownBy(() -> read(mono(0, 1)))
        .isInstanceOf(WavException.Inconsistent.class)
        .hasMessageContaining("rate of 0 Hz");
    assertThatThrownBy(() -> read(file(extensible(1, 1, 8_000, 16, 20), chunk("data", shorts(1)))))
        .isInstanceOf(WavException.Inconsistent.class)
        .hasMessageContaining("20 bits");
  }

  @Test
  void chunksMustBeThereAndInOrder() {
    assertThatThrownBy(() -> read(file(chunk("data", shorts(1)), format(1, 1, 8_000, 16))))
        .isInstanceOf(WavException.Inconsistent.class)
        .hasMessageContaining("before their format");
    assertThatThrownBy(() -> read(file(format(1, 1, 8_000, 16))))
        .isInstanceOf(WavException.Inconsistent.class)
        .hasMessageContaining("no chunk 'data'");
    assertThatThrownBy(() -> read(file(format(1, 1, 8_000, 16), format(1, 1, 8_000, 16))))
        .hasMessageContaining("a second chunk");
    assertThatThrownBy(() -> read(file(chunk("fmt ", new byte[14]), chunk("data", shorts(1)))))
        .hasMessageContaining("has 14 bytes");
  }

  @Test
  void samplesMustBeFinite() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> read(file(format(3, 1, 8_000, 32), chunk("data", floats(0, bad)))))
          .isInstanceOf(WavException.NotFinite.class)
          .hasMessageContaining("sample 1 at offset 48 is " + bad);
    }
  }

  @Test
  void tenMinutesAreTheLongest() {
    assertThat(read(mono(1, new int[600])).seconds()).isEqualTo(600);
    assertThatThrownBy(() -> read(mono(1, new int[601])))
        .isInstanceOf(WavException.TooLong.class)
        .hasMessageContaining("more than 600 seconds");
  }

  @Test
  void filesAreNamedInErrors() throws IOException {
    Path file = Files.write(temporary.resolve("some.wav"), ascii("not one at all, though it says"));

    assertThatThrownBy(() -> WavReader.read(file))
        .isInstanceOf(WavException.NotWav.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> WavReader.read(temporary.resolve("none.wav")))
        .isInstanceOf(UnreadableFileException.class);
  }

  private static Waveform read(byte[] wav) {
    return WavReader.read(wav, "test.wav");
  }
}
