package dev.counterpoint.datasets.audiovisual;

import java.util.List;

/**
 * What audio-visual digits are made like.
 *
 * @param halves whether the left and the right half of the picture are modalities of their own
 * @param pairs number of pairs in each part
 * @param picture difficulty of the pictures, in all parts
 * @param sound difficulty of the recordings, in all parts
 * @param testSpeakers who is heard in the test part and nowhere else; empty: the split of the data
 *     set, where everybody is heard in all parts
 */
public record AudioVisualSettings(
    boolean halves,
    PairCounts pairs,
    PictureDifficulty picture,
    SoundDifficulty sound,
    List<String> testSpeakers) {

  /** Pairs of whole, clean pictures and clean recordings, with the data set's own split. */
  public static final AudioVisualSettings DEFAULT =
      new AudioVisualSettings(
          false, PairCounts.DEFAULT, PictureDifficulty.NONE, SoundDifficulty.NONE, List.of());

  /** Copies the list. */
  public AudioVisualSettings {
    testSpeakers = List.copyOf(testSpeakers);
  }

  /** The same with other numbers of pairs. */
  public AudioVisualSettings withPairs(PairCounts pairs) {
    return new AudioVisualSettings(halves, pairs, picture, sound, testSpeakers);
  }

  /** The same with halves of pictures, or with whole ones. */
  public AudioVisualSettings withHalves(boolean halves) {
    return new AudioVisualSettings(halves, pairs, picture, sound, testSpeakers);
  }

  /** The same with pictures of another difficulty. */
  public AudioVisualSettings withPicture(PictureDifficulty picture) {
    return new AudioVisualSettings(halves, pairs, picture, sound, testSpeakers);
  }

  /** The same with recordings of another difficulty. */
  public AudioVisualSettings withSound(SoundDifficulty sound) {
    return new AudioVisualSettings(halves, pairs, picture, sound, testSpeakers);
  }

  /** The same with other speakers in the test part. */
  public AudioVisualSettings withTestSpeakers(List<String> testSpeakers) {
    return new AudioVisualSettings(halves, pairs, picture, sound, testSpeakers);
  }
}
