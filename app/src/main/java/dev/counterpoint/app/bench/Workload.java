package dev.counterpoint.app.bench;

/**
 * One thing that a process measures.
 *
 * @param program who computes
 * @param recipe the training, by name: a recipe's or that of {@link Towers} or {@link Fusions}
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
    /** Counterpoint; looked at is the memory that a step takes. */
    OURS_MEMORY,
    /** The same arithmetic written against libtorch, pictures as libtorch has them by default. */
    PEER,
    /** The same, its pictures stored as ours are: the channels of a pixel side by side. */
    PEER_CHANNELS_LAST,
    /** Encoding through ONNX Runtime, as a bundle does. */
    ENCODE_ONNX,
    /** Encoding through DJL's PyTorch engine. */
    ENCODE_TORCH;

    /** Whether it is a program of its own, built on demand. */
    boolean isPeer() {
      return this == PEER || this == PEER_CHANNELS_LAST;
    }

    /** Unit of what is measured. */
    String unit() {
      return this == OURS_MEMORY ? "MB" : "samples/s";
    }
  }

  /** Counterpoint's step over one fixed batch, as users run it. */
  static Workload bare(String recipe, int batchSize) {
    return new Workload(Program.OURS, recipe, batchSize, false, true);
  }

  /** The memory that the same step takes. */
  Workload memory() {
    return by(Program.OURS_MEMORY);
  }

  /** The same step written against libtorch. */
  Workload peer() {
    return by(Program.PEER);
  }

  /** The same step written against libtorch by somebody who knows about channels-last. */
  Workload peerWithChannelsLast() {
    return by(Program.PEER_CHANNELS_LAST);
  }

  /** Encoding pictures that are tensors already. */
  static Workload encode(Program program, int pictures) {
    return new Workload(program, "small-cnn", pictures, false, true);
  }

  private Workload by(Program other) {
    return new Workload(other, recipe, batchSize, freshBatches, allocatorSettings);
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
