package dev.counterpoint.datasets.digits;

/** Sentences that say how the data are had, for errors and for the console. */
final class HowToGet {

  private static final String FETCH =
      "fetch train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and"
          + " t10k-labels-idx1-ubyte.gz from https://ossci-datasets.s3.amazonaws.com/mnist/ into a"
          + " folder and name it with --digits.";

  /** How to get MNIST, for one who named a folder without it. */
  static final String MNIST =
      "To get MNIST, name no folder and the program downloads it (11 MB); or " + FETCH;

  /** How to get MNIST where the program could not download it. */
  static final String MNIST_BY_HAND = "To get MNIST by hand, " + FETCH;

  private HowToGet() {}
}
