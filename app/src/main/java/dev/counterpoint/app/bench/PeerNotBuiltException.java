package dev.counterpoint.app.bench;

import dev.counterpoint.datasets.CounterpointException;

/** The program that the benchmark compares with could not be built. */
public final class PeerNotBuiltException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Says what is missing, and the remedy, followed by the way around it. */
  public PeerNotBuiltException(String problem, String remedy) {
    super(
        "the benchmark's peer, the same step written against libtorch, cannot be built: " + problem,
        remedy + " Or measure without it: --no-peer.");
  }
}
