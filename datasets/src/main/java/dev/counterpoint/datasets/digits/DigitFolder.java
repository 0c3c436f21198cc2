package dev.counterpoint.datasets.digits;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.download.MnistFiles;
import dev.counterpoint.datasets.download.Sha256;
import dev.counterpoint.datasets.idx.IdxFormatException;
import dev.counterpoint.datasets.idx.IdxImages;
import dev.counterpoint.datasets.idx.IdxReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder with a data set in MNIST's layout: MNIST itself, FashionMNIST, KMNIST, EMNIST digits or
 * anything else with the same four file names.
 *
 * <p>The files are {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code
 * t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each plain or with {@code .gz}, also
 * spelled {@code train-images.idx3-ubyte}.
 */
public final class DigitFolder {

  private static final int MAX_CLASSES = 128;

  private final Path folder;
  private final Map<String, String> sha256ByFile = new LinkedHashMap<>();

  private DigitFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Loads the four files. The number of classes is the highest label plus 1, over both parts.
   *
   * @throws DatasetNotFoundException if a file is missing; says which are there
   * @throws IdxFormatException if a file is not the IDX file it should be
   * @throws InconsistentDigitsException if the files do not fit together, or the labels are not
   *     between 2 and 128 classes
   * @throws UnreadableFileException if the system does not let a file be read
   */
  public static DigitSets load(Path folder) {
    return new DigitFolder(folder).load();
  }

  /** Whether all four files are there; says nothing of what is in them. */
  static boolean isComplete(Path folder) {
    return Arrays.stream(DigitFile.values()).allMatch(file -> file.in(folder).isPresent());
  }

  /** Whether at least one of the four files is there. */
  static boolean isBegun(Path folder) {
    return Arrays.stream(DigitFile.values()).anyMatch(file -> file.in(folder).isPresent());
  }

  private DigitSets load() {
    checkComplete();
    IdxImages trainImages = images(DigitFile.TRAIN_IMAGES);
    byte[] trainLabels = labels(DigitFile.TRAIN_LABELS);
    IdxImages testImages = images(DigitFile.TEST_IMAGES);
    byte[] testLabels = labels(DigitFile.TEST_LABELS);
    checkCounts("train", trainImages, trainLabels);
    checkCounts("t10k", testImages, testLabels);
    if (trainImages.height() != testImages.height() || trainImages.width() != testImages.width()) {
      throw inconsistent(
          "the training images are %d x %d pixels, the test images %d x %d"
              .formatted(
                  trainImages.height(),
                  trainImages.width(),
                  testImages.height(),
                  testImages.width()));
    }
    int classes = 1 + Math.max(highest(trainLabels), highest(testLabels));
    if (classes < 2) {
      throw inconsistent("all labels are 0; expected at least 2 classes");
    }
    if (classes > MAX_CLASSES) {
      throw inconsistent(
          "there is a label %d; expected labels 0 .. %d".formatted(classes - 1, MAX_CLASSES - 1));
    }
    String name = name();
    return new DigitSets(
        labeled(name + " train", trainImages, trainLabels, classes),
        labeled(name + " test", testImages, testLabels, classes),
        name,
        sha256ByFile);
  }

  private void checkComplete() {
    List<String> present = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (DigitFile file : DigitFile.values()) {
      file.in(folder)
          .ifPresentOrElse(
              found -> present.add(found.getFileName().toString()),
              () -> missing.add(file.usualName()));
    }
    if (!missing.isEmpty()) {
      throw new DatasetNotFoundException(
          "%s %s: missing %s; there %s"
              .formatted(
                  folder,
                  Files.isDirectory(folder) ? "does not have all four files" : "is not a folder",
                  String.join(", ", missing),
                  present.isEmpty() ? "is none of them" : "is " + String.join(", ", present)),
          "Looked for each as %s (likewise the others). %s"
              .formatted(String.join(", ", DigitFile.TRAIN_IMAGES.names()), HowToGet.MNIST));
    }
  }

  private IdxImages images(DigitFile file) {
    return read(file, IdxReader::readImages);
  }

  private byte[] labels(DigitFile file) {
    return read(file, IdxReader::readLabels);
  }

  private <T> T read(DigitFile file, Reading<T> reading) {
    Path path = file.in(folder).orElseThrow();
    Sha256 sum = new Sha256();
    try (InputStream raw = Files.newInputStream(path)) {
      T content = reading.read(sum.over(raw), path.toString(), IdxReader.DEFAULT_MAX_BYTES);
      sha256ByFile.put(path.getFileName().toString(), sum.hex());
      return content;
    } catch (IOException e) {
      throw new UnreadableFileException(path.toString(), e);
    }
  }

  private void checkCounts(String part, IdxImages images, byte[] labels) {
    if (images.count() != labels.length) {
      throw inconsistent(
          "%s has %d images but %d labels".formatted(part, images.count(), labels.length));
    }
  }

  private static int highest(byte[] labels) {
    int highest = 0;
    for (byte label : labels) {
      highest = Math.max(highest, label & 0xFF);
    }
    return highest;
  }

  private String name() {
    if (MnistFiles.areMnist(sha256ByFile)) {
      return "MNIST";
    }
    Path last = folder.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "digits" : last.toString();
    return name.equalsIgnoreCase("mnist") ? name + " (not the published files)" : name;
  }

  private static LabeledImages labeled(
      String source, IdxImages images, byte[] labels, int classes) {
    return new LabeledImages(
        source, images.pixels(), images.height(), images.width(), labels, classes);
  }

  private InconsistentDigitsException inconsistent(String problem) {
    return new InconsistentDigitsException(
        folder + ": " + problem, "Check that all four files are of the same data set, and whole.");
  }

  private interface Reading<T> {
    T read(InputStream raw, String where, long maxBytes) throws IOException;
  }
}
