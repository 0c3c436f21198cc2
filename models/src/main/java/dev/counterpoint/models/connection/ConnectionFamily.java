package dev.counterpoint.models.connection;

/**
 * Which of the two assumptions holds (Lu 2023): connection, that y follows from x by a map that
 * unlabeled pairs teach; heterogeneity, that z is harder to learn from x than from y.
 */
public enum ConnectionFamily {
  /** The paper's example: y = theta x, z = a sin(1/y). */
  BOTH(true, true),
  /** y = theta x, z = a y: from x, z is as easy. */
  CONNECTION_ALONE(true, false),
  /** y = theta' x with a new theta' for each example, z = a sin(1/y): no pair teaches another. */
  HETEROGENEITY_ALONE(false, true),
  /** y = theta' x with a new theta' for each example, z = a y. */
  NEITHER(false, false);

  private final boolean connected;
  private final boolean heterogeneous;

  ConnectionFamily(boolean connected, boolean heterogeneous) {
    this.connected = connected;
    this.heterogeneous = heterogeneous;
  }

  /** Whether one map takes x to y. */
  public boolean connected() {
    return connected;
  }

  /** Whether z is harder from x than from y. */
  public boolean heterogeneous() {
    return heterogeneous;
  }
}
