package dev.counterpoint.datasets.audiovisual;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.spoken.DigitSpectrogram;
import dev.counterpoint.datasets.spoken.Recording;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes spectrograms of recordings, hard to read.
 *
 * @param spectrogram from a recording to log-mels
 * @param difficulty how hard
 */
record HardSound(DigitSpectrogram spectrogram, SoundDifficulty difficulty) {

  static final int SIZE = DigitSpectrogram.MELS * DigitSpectrogram.FRAMES;

  /**
   * Spectrograms that are not standardised yet.
   *
   * @param recordings the data set's
   * @param chosen {@code (N)} indices of recordings
   * @param address where the noise comes from; pair i uses place i below it
   * @return {@code (N, mels, frames)}
   */
  float[] spectrograms(List<Recording> recordings, int[] chosen, RandomAddress address) {
    float[] values = new float[Math.multiplyExact(chosen.length, SIZE)];
    if (difficulty.signalToNoise() == SoundDifficulty.NO_NOISE) {
      // A recording that comes in many pairs is the same in all of them.
      int[] distinct = Arrays.stream(chosen).distinct().toArray();
      float[][] known = new float[recordings.size()][];
      IntStream.range(0, distinct.length)
          .parallel()
          .forEach(i -> known[distinct[i]] = spectrogram.apply(recordings.get(distinct[i])));
      for (int i = 0; i < chosen.length; i++) {
        System.arraycopy(known[chosen[i]], 0, values, i * SIZE, SIZE);
      }
      return values;
    }
    IntStream.range(0, chosen.length)
        .parallel()
        .forEach(
            i -> {
              float[] own =
                  spectrogram.withNoise(
                      recordings.get(chosen[i]),
                      difficulty.signalToNoise(),
                      address.at(i).stream());
              System.arraycopy(own, 0, values, i * SIZE, SIZE);
            });
    return values;
  }

  /**
   * Puts 0, the mean of standardised spectrograms, into a block of frames of each.
   *
   * @param values {@code (N, mels, frames)} standardised
   * @param address where the blocks' places come from; pair i uses place i below it
   */
  void mask(float[] values, RandomAddress address) {
    int frames = DigitSpectrogram.FRAMES;
    int width = (int) Math.round(difficulty.masked() * frames);
    for (int i = 0; i < values.length / SIZE && width > 0; i++) {
      int from = address.at(i).stream().nextInt(frames - width + 1);
      for (int row = i * SIZE; row < (i + 1) * SIZE; row += frames) {
        Arrays.fill(values, row + from, row + from + width, 0);
      }
    }
  }
}
