package dev.counterpoint.models.encoder.text;

/** Where a text transformer is read, and with that what its tokens may look at. */
public enum TextPooling {

  /**
   * At the first end token; a token sees those before it and itself (CLIP). What comes after the
   * end changes nothing.
   */
  CAUSAL_END,

  /** At the start token; a token sees all others but padding (BERT's class token). */
  START,

  /** The mean over real tokens, start and end included; a token sees all others but padding. */
  MEAN
}
