package dev.counterpoint.datasets.digits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The four files of a data set in MNIST's layout, and the names under which they are found. */
enum DigitFile {
  TRAIN_IMAGES("train-images", "idx3-ubyte"),
  TRAIN_LABELS("train-labels", "idx1-ubyte"),
  TEST_IMAGES("t10k-images", "idx3-ubyte"),
  TEST_LABELS("t10k-labels", "idx1-ubyte");

  private final String content;
  private final String format;

  DigitFile(String content, String format) {
    this.content = content;
    this.format = format;
  }

  /** As the file is called most often: {@code train-images-idx3-ubyte}. */
  String usualName() {
    return content + "-" + format;
  }

  /** All names, in the order in which they are looked for. */
  List<String> names() {
    String other = content + "." + format;
    return List.of(usualName() + ".gz", usualName(), other + ".gz", other);
  }

  /** The file in this folder, if it is there under one of its names. */
  Optional<Path> in(Path folder) {
    return names().stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }
}
