package dev.counterpoint.datasets.spoken;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.audio.Resampler;
import dev.counterpoint.datasets.audio.WavException;
import dev.counterpoint.datasets.audio.WavReader;
import dev.counterpoint.datasets.audio.Waveform;
import dev.counterpoint.datasets.download.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with recordings as the Free Spoken Digit Dataset has them: {@code
 * DIGIT_SPEAKER_TAKE.wav}, takes 0 to 4 for the test and all others for training, as its authors
 * say. Files that are not called {@code *.wav} are passed over.
 *
 * <p>FSDD itself (Jackson et al., CC BY-SA 4.0) has 3,000 recordings of six speakers at 8 kHz.
 * Recordings at other rates are brought to 8 kHz, those with two channels to one.
 */
public final class FsddFolder {

  /** Samples a second of all recordings (Hz). */
  public static final int RATE = 8_000;

  private static final int TEST_TAKES = 5;
  private static final Pattern NAME =
      Pattern.compile("([0-9])_([A-Za-z][A-Za-z-]*)_(0|[1-9][0-9]{0,6})\\.wav");

  private FsddFolder() {}

  /**
   * Reads all recordings of a folder.
   *
   * @throws DatasetNotFoundException if it is no folder or has no recording
   * @throws RecordingNameException if a WAV file is called otherwise
   * @throws WavException if a file is no WAV file that can be read
   * @throws UnreadableFileException if the system does not let a file be read
   */
  public static SpokenDigits load(Path folder) {
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw new DatasetNotFoundException(
          "%s %s"
              .formatted(
                  folder,
                  Files.isDirectory(folder)
                      ? "has no recording, DIGIT_SPEAKER_TAKE.wav"
                      : "is not a folder"),
          SpokenSource.HOW_TO_GET);
    }
    List<Recording> recordings = new ArrayList<>();
    Sha256 sum = new Sha256();
    for (Path file : files) {
      recordings.add(read(file, sum));
    }
    recordings.sort(
        Comparator.comparing(Recording::digit)
            .thenComparing(Recording::speaker)
            .thenComparing(Recording::take));
    return new SpokenDigits(
        "FSDD",
        false,
        RATE,
        recordings.stream().filter(recording -> recording.take() >= TEST_TAKES).toList(),
        recordings.stream().filter(recording -> recording.take() < TEST_TAKES).toList(),
        sum.hex());
  }

  /** Whether there is at least one file that is called as recordings are. */
  static boolean isBegun(Path folder) {
    return files(folder).stream()
        .anyMatch(file -> NAME.matcher(file.getFileName().toString()).matches());
  }

  /** All WAV files in the order of their names; none if there is no folder. */
  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".wav"))
          // As text: the order of paths is not the same on all systems.
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UnreadableFileException(folder.toString(), e);
    }
  }

  private static Recording read(Path file, Sha256 sum) {
    String name = file.getFileName().toString();
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new RecordingNameException(
          "%s: expected a name like 7_jackson_32.wav: a digit, a speaker in letters, a number"
              .formatted(file),
          "Rename the file, or take it out of the folder.");
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
      // Names and lengths too, so that no two folders with different files have the same sum.
      sum.add("%s %d\n".formatted(name, bytes.length).getBytes(StandardCharsets.UTF_8));
      sum.add(bytes);
    } catch (IOException e) {
      throw new UnreadableFileException(file.toString(), e);
    }
    Waveform waveform = Resampler.resample(WavReader.read(bytes, file.toString()), RATE);
    return new Recording(
        name.substring(0, name.length() - 4),
        Integer.parseInt(parts.group(1)),
        parts.group(2),
        Integer.parseInt(parts.group(3)),
        waveform);
  }
}
