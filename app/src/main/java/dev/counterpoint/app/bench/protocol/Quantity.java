package dev.counterpoint.app.bench.protocol;

/** What a process that is measured finds; one may find several. */
public enum Quantity {
  /** Examples a second of a step, or pictures a second. */
  RATE(Unit.SAMPLES),
  /** Memory that a step takes. */
  MEMORY(Unit.MEGABYTES),
  /** The most memory that the process has in use at once. */
  RESIDENT(Unit.MEGABYTES),
  /** Operations a second: of a step, counted from its layers, or of a matrix product. */
  COMPUTE(Unit.GFLOPS),
  /** Time of a step. */
  STEP(Unit.MILLISECONDS),
  /** Time of a step, profiled, that is not spent in convolution and matrix kernels. */
  OUTSIDE_KERNELS(Unit.MILLISECONDS),
  /** Time of the optimizer's update in it. */
  UPDATE(Unit.MILLISECONDS),
  /** Time of a search. */
  QUERY(Unit.MILLISECONDS),
  /** Time of learning a tokenizer. */
  LEARNING(Unit.SECONDS),
  /** Time from the start of a process to what it was started for. */
  START(Unit.SECONDS);

  private final Unit unit;

  Quantity(Unit unit) {
    this.unit = unit;
  }

  public Unit unit() {
    return unit;
  }
}
