package dev.counterpoint.models.balance.mcr;

/**
 * Which pairs of an example and the one whose features stand in for its own count in a divergence.
 */
public enum Pairs {

  /** All, those of an example with itself or with one of its class included ("rand"). */
  ALL,

  /** Not those of an example with itself ("rsi"). */
  OTHER_EXAMPLES,

  /** Not those of one class ("rsl"). */
  OTHER_LABELS
}
