package dev.counterpoint.app.bench;

/**
 * One thing that a process measures.
 *
 * @param program who computes
 * @param recipe the training, by name
 * @param batchSize examples a step
 * @param freshBatches whether each step makes its own batch; otherwise one batch, made before,
 *     serves all steps
 * @param allocatorSettings whether the launcher's settings of the C library's allocator are on
 */
record Workload(
    Program program,
    String recipe,
    int batchSize,
    boolean freshBatches,
    boolean allocatorSettings) {

  /** Who computes. */
  enum Program {
    /** Counterpoint. */
    OURS,
    /** The same arithmetic written against libtorch. */
    PEER
  }

  /** Counterpoint's step over one fixed batch, as users run it. */
  static Workload bare(String recipe, int batchSize) {
    return new Workload(Program.OURS, recipe, batchSize, false, true);
  }

  /** The same step written against libtorch. */
  Workload peer() {
    return new Workload(Program.PEER, recipe, batchSize, freshBatches, allocatorSettings);
  }

  /** The same step, with its data path. */
  Workload withFreshBatches() {
    return new Workload(program, recipe, batchSize, true, allocatorSettings);
  }

  /** The same step, with the C library's allocator as it comes. */
  Workload withPlainAllocator() {
    return new Workload(program, recipe, batchSize, freshBatches, false);
  }
}
