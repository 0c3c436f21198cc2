package dev.counterpoint.inference.runtime;

/**
 * How a model is run.
 *
 * @param workers pictures are decoded and encoded by so many threads at once when there are many;
 *     each of them runs whole batches, which for small models is faster than several threads in one
 *     batch
 * @param batch pictures of one run when there are many
 * @param operatorThreads threads inside of one run; more than one pays for large models and single
 *     pictures
 * @param optimization what ONNX Runtime does to the graph before the first run
 */
public record RuntimeOptions(
    int workers, int batch, int operatorThreads, Optimization optimization) {

  /** What ONNX Runtime does to a graph. */
  public enum Optimization {
    /** Nothing: runs what the file says. */
    NONE,
    /** Folds constants and takes out what has no effect. */
    BASIC,
    /** All that it knows, BatchNorm folded into convolutions and activations fused. */
    ALL
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public RuntimeOptions {
    if (workers < 1 || batch < 1 || operatorThreads < 1) {
      throw new IllegalArgumentException(
          "workers, batch and operatorThreads must be at least 1, found %d, %d, %d"
              .formatted(workers, batch, operatorThreads));
    }
  }

  /** A worker for each processor, batches of 64, every optimisation. */
  public static RuntimeOptions standard() {
    return new RuntimeOptions(Runtime.getRuntime().availableProcessors(), 64, 1, Optimization.ALL);
  }

  /** These with another number of workers. */
  public RuntimeOptions withWorkers(int workers) {
    return new RuntimeOptions(workers, batch, operatorThreads, optimization);
  }

  /** These with another size of batches. */
  public RuntimeOptions withBatch(int batch) {
    return new RuntimeOptions(workers, batch, operatorThreads, optimization);
  }

  /** These with another number of threads inside of one run. */
  public RuntimeOptions withOperatorThreads(int operatorThreads) {
    return new RuntimeOptions(workers, batch, operatorThreads, optimization);
  }

  /** These with another optimisation. */
  public RuntimeOptions withOptimization(Optimization optimization) {
    return new RuntimeOptions(workers, batch, operatorThreads, optimization);
  }
}
