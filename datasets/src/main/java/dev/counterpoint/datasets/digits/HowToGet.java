package dev.counterpoint.datasets.digits;

/** Sentences that say how the data are had, for errors and for the console. */
final class HowToGet {

  /** How to get MNIST by hand. */
  static final String MNIST_FILES =
      "To get MNIST: let the program download it (11 MB; run it with network and without a data"
          + " folder), or fetch the four files from"
          + " https://ossci-datasets.s3.amazonaws.com/mnist/ (train-images-idx3-ubyte.gz,"
          + " train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz)"
          + " into a folder and name it with --digits.";

  private HowToGet() {}
}
