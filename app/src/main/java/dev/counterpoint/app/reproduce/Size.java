package dev.counterpoint.app.reproduce;

/** How much of an experiment is run. */
public enum Size {
  /** A first look in under a minute; its verdicts are not to be quoted. */
  QUICK,
  /** What the README shows. */
  DEFAULT,
  /** All seeds and grids. */
  PAPER
}
