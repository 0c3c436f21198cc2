package dev.counterpoint.app.bench;

import dev.counterpoint.app.bench.protocol.Figure;
import dev.counterpoint.app.bench.protocol.Quantity;
import dev.counterpoint.app.bench.step.Fusions;
import dev.counterpoint.app.bench.step.PictureClip;
import dev.counterpoint.app.bench.step.Towers;

/**
 * One thing that a process measures.
 *
 * @param program who computes
 * @param recipe the training, by name: a recipe's or that of {@link Towers}, {@link PictureClip} or
 *     {@link Fusions}
 * @param batchSize examples a step
 * @param freshBatches whether each step makes its own batch; otherwise one batch, made before,
 *     serves all steps
 * @param side pixels of a side of the pictures; 0 where the recipe says
 * @param allocatorSettings whether the launcher's settings of the C library's allocator are on
 * @param threads that an operation may use
 */
record Workload(
    Program program,
    String recipe,
    int batchSize,
    boolean freshBatches,
    int side,
    boolean allocatorSettings,
    int threads) {

  /** The best product of matrices. */
  static final Workload MATRIX_PEAK = alone(Program.MATRIX_PEAK);

  /** From a command to its first training step. */
  static final Workload FIRST_STEP = alone(Program.FIRST_STEP);

  /** From a command to what a picture shows. */
  static final Workload FIRST_ANSWER = alone(Program.FIRST_ANSWER);

  /** Who computes. */
  enum Program {
    /** Counterpoint. */
    OURS,
    /** Counterpoint; looked at is the memory that a step takes. */
    OURS_MEMORY,
    /** Counterpoint; looked at is what a step's time is spent on. */
    OURS_PROFILED,
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
    TRAIN_SHARDS,
    /** Searching embeddings exactly. */
    SEARCH,
    /** Learning a tokenizer, and encoding captions. */
    TOKENIZER,
    /** Products of matrices, as fast as libtorch computes them. */
    MATRIX_PEAK,
    /** A training by command line, until its first step is done. */
    FIRST_STEP,
    /** One picture's class by command line. */
    FIRST_ANSWER;

    /** Whether it is a program of its own, built on demand. */
    boolean isPeer() {
      return this == PEER || this == PEER_CHANNELS_LAST;
    }

    /** Whether a process prints what it is compared by as {@link Figure}s. */
    boolean printsFigures() {
      return switch (this) {
        case OURS, OURS_MEMORY, OURS_PROFILED, MATRIX_PEAK, SEARCH, TOKENIZER -> true;
        default -> false;
      };
    }

    /** What is compared of it, where nothing else is said. */
    Quantity quantity() {
      return switch (this) {
        case OURS_MEMORY -> Quantity.MEMORY;
        case OURS_PROFILED -> Quantity.OUTSIDE_KERNELS;
        case MATRIX_PEAK -> Quantity.COMPUTE;
        case SEARCH -> Quantity.QUERY;
        case FIRST_STEP, FIRST_ANSWER -> Quantity.START;
        default -> Quantity.RATE;
      };
    }
  }

  private static Workload alone(Program program) {
    return new Workload(program, "none", 0, false, 0, true, 1);
  }

  /** Searching so many embeddings, or learning from so many captions. */
  static Workload of(Program program, int count) {
    return new Workload(program, "none", count, false, 0, true, 1);
  }

  /** Counterpoint's step over one fixed batch, as users run it. */
  static Workload bare(String recipe, int batchSize) {
    return new Workload(Program.OURS, recipe, batchSize, false, 0, true, 1);
  }

  /**
   * Counterpoint's step over one fixed batch of noise.
   *
   * @param side of the pictures, pixels
   */
  static Workload pictures(PictureClip step, int batchSize, int side) {
    return new Workload(Program.OURS, step.name(), batchSize, false, side, true, 1);
  }

  /**
   * Counterpoint's step of two transformers over one fixed batch of noise.
   *
   * @param side of the pictures, pixels
   */
  static Workload towers(Towers towers, int batchSize, int side) {
    return new Workload(Program.OURS, towers.name(), batchSize, false, side, true, 1);
  }

  /** The same with another number of threads. */
  Workload withThreads(int count) {
    return new Workload(program, recipe, batchSize, freshBatches, side, allocatorSettings, count);
  }

  /** The memory that the same step takes. */
  Workload memory() {
    return by(Program.OURS_MEMORY);
  }

  /**
   * What the same step is spent on, with the C library's allocator as it comes: what the profiler
   * keeps would lie between the large arrays otherwise, which are mapped anew in each step then.
   */
  Workload profiled() {
    return by(Program.OURS_PROFILED).withPlainAllocator();
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
    return new Workload(program, "small-cnn", pictures, false, 0, true, 1);
  }

  /**
   * Reading shards for a recipe of captioned pictures.
   *
   * @param side pixels of a side that pictures are resized to
   */
  static Workload readShards(String recipe, int batchSize, int side) {
    return new Workload(Program.READ_SHARDS, recipe, batchSize, true, side, true, 1);
  }

  /** The step that reading serves. */
  Workload trainingOnShards() {
    return new Workload(Program.TRAIN_SHARDS, recipe, batchSize, false, side, true, 1);
  }

  private Workload by(Program other) {
    return new Workload(other, recipe, batchSize, freshBatches, side, allocatorSettings, threads);
  }

  /** The same step, with its data path. */
  Workload withFreshBatches() {
    return new Workload(program, recipe, batchSize, true, side, allocatorSettings, threads);
  }

  /** The same step, with the C library's allocator as it comes. */
  Workload withPlainAllocator() {
    return new Workload(program, recipe, batchSize, freshBatches, side, false, threads);
  }
}
