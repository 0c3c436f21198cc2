package dev.counterpoint.datasets.audio;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Reads WAV files (IBM and Microsoft, <i>Multimedia Programming Interface and Data
 * Specifications</i>, 1991): PCM of 8, 16, 24 or 32 bits and float32, also as {@code
 * WAVE_FORMAT_EXTENSIBLE}; two channels are averaged to one.
 *
 * <p>The reader is strict: the header's sizes must agree with one another and with the file.
 * Unknown chunks are passed over; what follows after the RIFF chunk is not looked at. Memory grows
 * with the bytes that are there, never on the word of the header. Not supported: packed samples
 * (A-law, ADPCM, MP3), more than two channels, RF64 and RIFX.
 */
public final class WavReader {

  /** The highest rate that is read, in Hz. */
  public static final int MAX_RATE = 384_000;

  /** The longest sound that is read, in seconds. */
  public static final int MAX_SECONDS = 600;

  /** The largest file that is read; ten minutes of 48 kHz, 32 bits and two channels are 230 MB. */
  private static final long MAX_BYTES = 1L << 28;

  private static final int CHUNK_HEADER = 8;

  private final ByteBuffer file;
  private final String where;

  private WavReader(byte[] file, String where) {
    this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    this.where = where;
  }

  /**
   * Reads a file.
   *
   * @throws WavException if it is no WAV file that can be read; each cause has its own class
   * @throws UnreadableFileException if the system does not let it be read
   */
  public static Waveform read(Path file) {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new WavException.TooLong(
            "%s has %d bytes; at most %d are read".formatted(file, size, MAX_BYTES));
      }
      return read(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new UnreadableFileException(file.toString(), e);
    }
  }

  /**
   * Reads a file that is in memory.
   *
   * @param file its bytes
   * @param where its name, for errors
   * @throws WavException if it is no WAV file that can be read; each cause has its own class
   */
  public static Waveform read(byte[] file, String where) {
    return new WavReader(file, where).waveform();
  }

  private Waveform waveform() {
    int end = riffEnd();
    WavFormat format = null;
    int at = 12;
    while (at < end) {
      if (end - at < CHUNK_HEADER) {
        throw new WavException.Inconsistent(
            "%s: %d bytes at offset %d are no chunk".formatted(where, end - at, at));
      }
      String name = name(at);
      long size = Integer.toUnsignedLong(file.getInt(at + 4));
      int content = at + CHUNK_HEADER;
      if (size > end - content) {
        throw chunkPastEnd(name, at, size, end);
      }
      if (name.equals("fmt ")) {
        if (format != null) {
          throw new WavException.Inconsistent(
              "%s: a second chunk 'fmt ' at offset %d".formatted(where, at));
        }
        format = WavFormat.read(file.slice(content, (int) size), where);
      } else if (name.equals("data")) {
        if (format == null) {
          throw new WavException.Inconsistent(
              "%s: the samples at offset %d come before their format".formatted(where, at));
        }
        return new Waveform(format.rate(), samples(format, content, (int) size));
      }
      // A chunk of odd size has a byte of padding, which its size does not count.
      at = (int) Math.min(end, content + size + size % 2);
    }
    throw new WavException.Inconsistent(
        "%s: there is no chunk '%s' before the end at offset %d"
            .formatted(where, format == null ? "fmt " : "data", end));
  }

  /** Where the RIFF chunk ends, which the file has to reach. */
  private int riffEnd() {
    int length = file.limit();
    if (length == 0) {
      throw new WavException.NotWav(where + ": the file is empty; expected a WAV file");
    }
    if (length < 12 && (length < 4 || name(0).equals("RIFF"))) {
      throw new WavException.NotWav(
          "%s: %d bytes are no WAV file, whose header alone has 44".formatted(where, length));
    }
    if (!name(0).equals("RIFF") || !name(8).equals("WAVE")) {
      throw new WavException.NotWav(
          "%s: expected a WAV file (RIFF....WAVE), found %s".formatted(where, describe()));
    }
    long promised = CHUNK_HEADER + Integer.toUnsignedLong(file.getInt(4));
    if (promised > length && promised - length > 1) {
      throw new WavException.Truncated(
          "%s: the header promises a file of %d bytes, found %d%s"
              .formatted(where, promised, length, unfinished(promised - CHUNK_HEADER)));
    }
    if (promised < 12) {
      throw new WavException.Inconsistent(
          "%s: the header says that the file ends at byte %d, within the header"
              .formatted(where, promised));
    }
    // Some writers count a last byte of padding that they do not write.
    return (int) Math.min(promised, length);
  }

  private WavException chunkPastEnd(String name, int at, long size, int end) {
    String problem =
        "%s: chunk '%s' at offset %d says that it has %d bytes; there are %d%s"
            .formatted(where, printable(name), at, size, end - at - CHUNK_HEADER, unfinished(size));
    return end == file.limit()
        ? new WavException.Truncated(problem)
        : new WavException.Inconsistent(problem);
  }

  private static String unfinished(long size) {
    return size >= 0xFFFFFF00L ? " (a size that is written before a recording has ended)" : "";
  }

  private float[] samples(WavFormat format, int from, int size) {
    if (size == 0) {
      throw new WavException.Empty(where + ": there is not a single sample");
    }
    int frame = format.frameBytes();
    if (size % frame != 0) {
      throw new WavException.Inconsistent(
          "%s: %d bytes are no whole samples of %d bytes".formatted(where, size, frame));
    }
    int count = size / frame;
    if (count > (long) MAX_SECONDS * format.rate()) {
      throw new WavException.TooLong(
          "%s: %d samples at %d Hz are more than %d seconds"
              .formatted(where, count, format.rate(), MAX_SECONDS));
    }
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      int at = from + i * frame;
      double sum = 0;
      for (int channel = 0; channel < format.channels(); channel++) {
        sum += format.sample(file, at + channel * frame / format.channels());
      }
      samples[i] = (float) (sum / format.channels());
      if (!Float.isFinite(samples[i])) {
        throw new WavException.NotFinite(
            "%s: sample %d at offset %d is %s".formatted(where, i, at, samples[i]));
      }
    }
    return samples;
  }

  private String name(int at) {
    byte[] name = new byte[4];
    file.get(at, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private String describe() {
    byte[] start = new byte[Math.min(12, file.limit())];
    file.get(0, start);
    String bytes = "the bytes " + HexFormat.ofDelimiter(" ").formatHex(start);
    String name = name(0);
    if (name.startsWith("ID3") || start[0] == (byte) 0xFF && (start[1] & 0xE0) == 0xE0) {
      return bytes + ": it looks like MP3";
    }
    return switch (name) {
      case "fLaC" -> bytes + ": it looks like FLAC";
      case "OggS" -> bytes + ": it looks like Ogg";
      case "FORM" -> bytes + ": it looks like AIFF";
      case "RF64", "RIFX" -> "%s: a WAV file of the variety %s".formatted(bytes, name);
      case "RIFF" -> "%s: RIFF, but of the kind '%s'".formatted(bytes, printable(name(8)));
      default -> name.startsWith("<") ? bytes + ": it looks like a web page" : bytes;
    };
  }

  private static String printable(String name) {
    return name.replaceAll("[^ -~]", "?");
  }
}
