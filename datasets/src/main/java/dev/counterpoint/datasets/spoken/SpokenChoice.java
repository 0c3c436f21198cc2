package dev.counterpoint.datasets.spoken;

/** Which spoken digits a person wants. */
public enum SpokenChoice {
  /** Recordings where they are there, synthesised ones otherwise. */
  ANY,
  /** Recordings or an error: never synthesised ones. */
  FSDD,
  /** Synthesised digits, whatever else is there. */
  SYNTHESISED
}
