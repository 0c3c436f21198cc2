package dev.counterpoint.datasets.digits;

/** Which digits a person wants. */
public enum DigitChoice {
  /** Real digits where they can be had, rendered ones otherwise. */
  ANY,
  /** Real digits or an error: never rendered ones. */
  MNIST,
  /** Rendered digits, whatever else is there. */
  RENDERED
}
