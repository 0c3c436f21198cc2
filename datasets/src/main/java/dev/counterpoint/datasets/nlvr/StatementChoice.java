package dev.counterpoint.datasets.nlvr;

/** Which pictures with statements are wanted. */
public enum StatementChoice {
  /** NLVR if there is one, else drawn scenes. */
  AUTO,
  /** NLVR or an error. */
  NLVR,
  /** Drawn scenes. */
  DRAWN
}
