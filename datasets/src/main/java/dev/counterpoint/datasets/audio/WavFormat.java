package dev.counterpoint.datasets.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * How the samples of a WAV file are written.
 *
 * @param rate samples a second (Hz)
 * @param channels 1 or 2
 * @param bits of a sample of one channel: 8, 16, 24 or 32
 * @param floating whether samples are float32
 */
record WavFormat(int rate, int channels, int bits, boolean floating) {

  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;

  /** What follows after the first two bytes of the name of a format, in an extensible header. */
  private static final String GUID_TAIL = "000000001000800000aa00389b71";

  /**
   * Reads a chunk {@code fmt }. The average number of bytes a second, which many writers get wrong,
   * is not looked at.
   */
  static WavFormat read(ByteBuffer chunk, String where) {
    chunk.order(ByteOrder.LITTLE_ENDIAN);
    if (chunk.limit() < 16) {
      throw new WavException.Inconsistent(
          "%s: the chunk 'fmt ' has %d bytes; expected at least 16"
              .formatted(where, chunk.limit()));
    }
    int tag = chunk.getShort(0) & 0xFFFF;
    int bits = chunk.getShort(14) & 0xFFFF;
    if (tag == EXTENSIBLE) {
      tag = extensible(chunk, bits, where);
    }
    int channels = chunk.getShort(2) & 0xFFFF;
    long rate = Integer.toUnsignedLong(chunk.getInt(4));
    checkEncoding(tag, bits, channels, where);
    if (rate < 1 || rate > WavReader.MAX_RATE) {
      throw new WavException.Inconsistent(
          "%s: a rate of %d Hz; expected 1 to %d".formatted(where, rate, WavReader.MAX_RATE));
    }
    WavFormat format = new WavFormat((int) rate, channels, bits, tag == FLOAT);
    int frame = chunk.getShort(12) & 0xFFFF;
    if (frame != format.frameBytes()) {
      throw new WavException.Inconsistent(
          "%s: the header says %d bytes for %d channel(s) of %d bits; expected %d"
              .formatted(where, frame, channels, bits, format.frameBytes()));
    }
    return format;
  }

  private static int extensible(ByteBuffer chunk, int bits, String where) {
    if (chunk.limit() < 40) {
      throw new WavException.Inconsistent(
          "%s: an extensible chunk 'fmt ' has %d bytes; expected 40"
              .formatted(where, chunk.limit()));
    }
    int valid = chunk.getShort(18) & 0xFFFF;
    if (valid > bits) {
      throw new WavException.Inconsistent(
          "%s: %d bits are said to be valid of a sample of %d".formatted(where, valid, bits));
    }
    byte[] tail = new byte[14];
    chunk.get(26, tail);
    if (!HexFormat.of().formatHex(tail).equals(GUID_TAIL)) {
      throw new WavException.NotPcm(
          "%s: the samples are of a format of its maker's own".formatted(where));
    }
    return chunk.getShort(24) & 0xFFFF;
  }

  private static void checkEncoding(int tag, int bits, int channels, String where) {
    if (tag != PCM && tag != FLOAT) {
      throw new WavException.NotPcm(
          "%s: the samples are %s (format %04x); expected PCM or float32"
              .formatted(where, name(tag), tag));
    }
    boolean known = tag == FLOAT ? bits == 32 : bits == 8 || bits == 16 || bits == 24 || bits == 32;
    if (!known) {
      throw new WavException.NotPcm(
          "%s: the samples are %d-bit %s; expected PCM of 8, 16, 24 or 32 bits or float32"
              .formatted(where, bits, name(tag)));
    }
    if (channels == 0) {
      throw new WavException.Inconsistent(where + ": the header says 0 channels");
    }
    if (channels > 2) {
      throw new WavException.NotPcm(
          "%s: there are %d channels; expected mono or stereo".formatted(where, channels));
    }
  }

  private static String name(int tag) {
    return switch (tag) {
      case PCM -> "PCM";
      case FLOAT -> "float";
      case 0x0002 -> "Microsoft ADPCM";
      case 0x0006 -> "A-law";
      case 0x0007 -> "mu-law";
      case 0x0011 -> "IMA ADPCM";
      case 0x0031 -> "GSM 6.10";
      case 0x0050 -> "MPEG";
      case 0x0055 -> "MP3";
      default -> "of an unknown format";
    };
  }

  /** Bytes of the samples of all channels at one time. */
  int frameBytes() {
    return channels * bits / 8;
  }

  /** A sample; full scale of whole numbers is -1 to 1. */
  float sample(ByteBuffer file, int at) {
    if (floating) {
      return file.getFloat(at);
    }
    return switch (bits) {
      case 8 -> ((file.get(at) & 0xFF) - 128) / 128f;
      case 16 -> file.getShort(at) / 32_768f;
      case 24 -> ((file.getShort(at) & 0xFFFF) | file.get(at + 2) << 16) / 8_388_608f;
      default -> file.getInt(at) / 2_147_483_648f;
    };
  }
}
