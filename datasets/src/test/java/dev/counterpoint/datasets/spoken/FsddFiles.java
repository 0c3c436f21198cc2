package dev.counterpoint.datasets.spoken;

import dev.counterpoint.datasets.audio.WavBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Makes small folders as FSDD is one: noise instead of speech. */
final class FsddFiles {

  private FsddFiles() {}

  /** Ten digits, two speakers, takes 4 to 7. */
  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int digit = 0; digit < 10; digit++) {
      for (String speaker : new String[] {"anna", "ben"}) {
        for (int take = 4; take < 8; take++) {
          String name = "%d_%s_%d.wav".formatted(digit, speaker, take);
          Files.write(folder.resolve(name), wav(name.hashCode(), 8_000));
        }
      }
    }
    Files.writeString(folder.resolve("README.md"), "not a recording");
    return folder;
  }

  static byte[] wav(long seed, int rate) {
    int[] samples = new SplittableRandom(seed).ints(rate / 4, -9_000, 9_000).toArray();
    return WavBytes.mono(rate, samples);
  }
}
