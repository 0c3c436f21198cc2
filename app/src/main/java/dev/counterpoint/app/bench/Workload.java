package dev.counterpoint.app.bench;

/**
 * One thing that a process measures.
 *
 * @param program who computes
 * @param recipe the training, by name: a recipe's or that of {@link Towers} or {@link Fusions}
 * @param batchSize examples a step
 * @param freshBatches whether each step makes its own batch; otherwise one batch, made before,
 *     serves all steps
 * @param side pixels of a side of the pictures; 0 where the recipe says
 * @param allocatorSettings whether the launcher's settings of the C library's allocator are on
 */
record Workload(
    Program program,
    String recipe,
    int batchSize,
    boolean freshBatches,
    int side,
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
    ENCODE_TORCH,
    /** Reading batches from shards, every picture decoded anew. */
    READ_SHARDS,
    /** The step on such a batch. */
    TRAIN_SHARDS;

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
    return new Workload(Program.OURS, recipe, batchSize, false, 0, true);
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
    return new Workload(program, "small-cnn", pictures, false, 0, true);
  }

  /**
   * Reading shards for a recipe of captioned pictures.
   *
   * @param side pixels of a side that pictures are resized to
   */
  static Workload readShards(String recipe, int batchSize, int side) {
    return new Workload(Program.READ_SHARDS, recipe, batchSize, true, side, true);
  }

  /** The step that reading serves. */
  Workload trainingOnShards() {
    return new Workload(Program.TRAIN_SHARDS, recipe, batchSize, false, side, true);
  }

  private Workload by(Program other) {
    return new Workload(other, recipe, batchSize, freshBatches, side, allocatorSettings);
  }

  /** The same step, with its data path. */
  Workload withFreshBatches() {
    return new Workload(program, recipe, batchSize, true, side, allocatorSettings);
  }

  /** The same step, with the C library's allocator as it comes. */
  Workload withPlainAllocator() {
    return new Workload(program, recipe, batchSize, freshBatches, side, false);
  }
}
