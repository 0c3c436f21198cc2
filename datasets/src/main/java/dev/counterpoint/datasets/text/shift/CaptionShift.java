package dev.counterpoint.datasets.text.shift;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;

/**
 * Changes of captions at test time, at five strengths, to see what a model makes of them. A shift
 * is a function of caption, strength and address, and of nothing else; it never makes a caption
 * blank, and a blank caption stays as it is.
 */
public enum CaptionShift {
  /**
   * The words in another order: at strength 5 all of them shuffled, below that a fifth of them for
   * each step change places among themselves. A model that sees a bag of words does not notice
   * (Yuksekgonul et al. 2023, "When and why vision-language models behave like bags-of-words";
   * Thrush et al. 2022, Winoground).
   */
  SHUFFLED_WORDS("shuffled-words", true) {
    @Override
    String applied(String caption, int strength, SplittableRandom random) {
      return WordOrder.shuffled(caption, strength, random);
    }
  },
  /**
   * The same said otherwise, by rules for short English captions: another opening ("a photo of",
   * "an image showing"; Radford et al. 2021 use such templates as an ensemble), words of equal
   * meaning from a small table, and "a red ball" as "a ball that is red". Strengths 1 to 5 allow
   * one change more each. What no rule fits stays as it is but for its opening. Synonyms as a test
   * of vision-language models: Qiu et al. 2022, "Benchmarking robustness of multimodal image-text
   * models under distribution shift".
   */
  PARAPHRASED("paraphrased", false) {
    @Override
    String applied(String caption, int strength, SplittableRandom random) {
      return Paraphrase.of(caption, strength, random);
    }
  },
  /**
   * Words left out: each with a probability of 10 % for each step, but never all (random deletion
   * of Wei and Zou 2019, "EDA").
   */
  DROPPED_WORDS("dropped-words", true) {
    @Override
    String applied(String caption, int strength, SplittableRandom random) {
      return WordOrder.dropped(caption, strength / 10.0, random);
    }
  },
  /**
   * Slips of the fingers: each letter is, with a probability of 2 % for each step, swapped with its
   * successor, left out, doubled, or replaced by its neighbour on a QWERTY keyboard (Belinkov and
   * Bisk 2018, "Synthetic and natural noise both break neural machine translation").
   */
  TYPOS("typos", true) {
    @Override
    String applied(String caption, int strength, SplittableRandom random) {
      return Typos.in(caption, strength / 50.0, random);
    }
  };

  /** The strengths are 1 to this. */
  public static final int STRONGEST = 5;

  private final String label;
  private final boolean losesMeaning;

  CaptionShift(String label, boolean losesMeaning) {
    this.label = label;
    this.losesMeaning = losesMeaning;
  }

  /** Name in reports and recipes, such as {@code shuffled-words}. */
  public String label() {
    return label;
  }

  /** Whether a shifted caption may no longer describe the picture as well as before. */
  public boolean losesMeaning() {
    return losesMeaning;
  }

  /**
   * Shifts a caption.
   *
   * @param strength 1 to {@link #STRONGEST}
   * @param address of this caption; equal ones give equal texts
   * @return a text that is not blank, if the caption is not
   * @throws IllegalArgumentException if there is no such strength
   */
  public String apply(String caption, int strength, RandomAddress address) {
    if (strength < 1 || strength > STRONGEST) {
      throw new IllegalArgumentException(
          "strength of %s must be 1 to %d, not %d".formatted(label, STRONGEST, strength));
    }
    if (caption.isBlank()) {
      return caption;
    }
    return applied(caption, strength, address.purpose(label).at(strength).stream());
  }

  abstract String applied(String caption, int strength, SplittableRandom random);
}
