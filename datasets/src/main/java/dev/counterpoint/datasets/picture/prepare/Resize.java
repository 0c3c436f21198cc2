package dev.counterpoint.datasets.picture.prepare;

/** What happens to the shape of a picture that is to fill another. */
public enum Resize {
  /** Each side to its length; shapes change. */
  STRETCH,
  /**
   * As small as covers all of the target, then its centre: of what is too much, half to each side,
   * the smaller half first. The longer side before cropping is rounded down.
   */
  SHORTEST_EDGE_AND_CENTER_CROP,
  /** As large as fits into the target, then padding: half to each side, the smaller half first. */
  PAD
}
