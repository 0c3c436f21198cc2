package dev.counterpoint.datasets.colored;

/** Where the colour sits in the picture. */
public enum ColorPlacement {
  /** A coloured digit on black. */
  DIGIT,
  /** A black digit on a coloured square. */
  BACKGROUND
}
