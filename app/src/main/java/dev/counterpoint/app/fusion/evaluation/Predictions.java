package dev.counterpoint.app.fusion.evaluation;

import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.datasets.safetensors.SafetensorsException;
import dev.counterpoint.datasets.safetensors.SafetensorsFile;
import dev.counterpoint.datasets.safetensors.SafetensorsReader;
import dev.counterpoint.datasets.safetensors.SafetensorsWriter;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.datasets.safetensors.TensorType;
import dev.counterpoint.models.prediction.Logits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a model predicted, so that several can be put together later; written as {@code
 * predictions.safetensors}: {@code validation.logits} and {@code test.logits}, {@code (N, C)}
 * float32, {@code validation.labels} and {@code test.labels}, {@code (N)} int32.
 *
 * @param classes their names
 * @param validation scores of validation examples
 * @param validationLabels their classes
 * @param test scores of test examples
 * @param testLabels their classes
 */
public record Predictions(
    List<String> classes,
    Logits validation,
    int[] validationLabels,
    Logits test,
    int[] testLabels) {

  /** The name of the file. */
  public static final String NAME = "predictions.safetensors";

  private static final String CLASSES = "classes";
  private static final String SEPARATOR = "\n";

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if numbers of classes or examples differ
   */
  public Predictions {
    classes = List.copyOf(classes);
    if (validation.classes() != classes.size() || test.classes() != classes.size()) {
      throw new IllegalArgumentException(
          "expected scores of %d classes, found %d and %d"
              .formatted(classes.size(), validation.classes(), test.classes()));
    }
    if (validation.rows() != validationLabels.length || test.rows() != testLabels.length) {
      throw new IllegalArgumentException("expected a label for each example");
    }
  }

  /** Accuracy on test examples, in [0, 1]. */
  public double accuracy() {
    return test.accuracy(testLabels);
  }

  /** Accuracy on validation examples, in [0, 1]. */
  public double validationAccuracy() {
    return validation.accuracy(validationLabels);
  }

  /** Writes the file. */
  public void write(Path file) {
    SafetensorsFile tensors =
        new SafetensorsFile(
            Map.of(CLASSES, String.join(SEPARATOR, classes)),
            List.of(
                entry("validation.logits", validation),
                entry("validation.labels", validationLabels),
                entry("test.logits", test),
                entry("test.labels", testLabels)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      SafetensorsWriter.write(bytes, tensors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    AtomicFile.write(file, bytes.toByteArray());
  }

  private static TensorEntry entry(String name, Logits logits) {
    ByteBuffer data =
        ByteBuffer.allocate(logits.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(logits.values());
    return new TensorEntry(
        name, TensorType.F32, new long[] {logits.rows(), logits.classes()}, data);
  }

  private static TensorEntry entry(String name, int[] labels) {
    ByteBuffer data =
        ByteBuffer.allocate(labels.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asIntBuffer().put(labels);
    return new TensorEntry(name, TensorType.I32, new long[] {labels.length}, data);
  }

  /**
   * Reads the file.
   *
   * @throws SafetensorsException if it is no whole safetensors file, or a tensor is missing
   * @throws PredictionsException if it holds no predictions that fit together
   */
  public static Predictions read(Path file) {
    SafetensorsFile tensors = SafetensorsReader.read(file);
    try {
      return new Predictions(
          List.of(tensors.metadata().getOrDefault(CLASSES, "").split(SEPARATOR)),
          logits(tensors.get("validation.logits")),
          labels(tensors.get("validation.labels")),
          logits(tensors.get("test.logits")),
          labels(tensors.get("test.labels")));
    } catch (IllegalArgumentException e) {
      throw new PredictionsException(file + ": " + e.getMessage(), e);
    }
  }

  private static Logits logits(TensorEntry entry) {
    requireForm(entry, TensorType.F32, 2);
    float[] values = new float[entry.data().remaining() / Float.BYTES];
    entry.data().asFloatBuffer().get(values);
    return new Logits(values, (int) entry.shape()[0], (int) entry.shape()[1]);
  }

  private static int[] labels(TensorEntry entry) {
    requireForm(entry, TensorType.I32, 1);
    int[] values = new int[entry.data().remaining() / Integer.BYTES];
    entry.data().asIntBuffer().get(values);
    return values;
  }

  private static void requireForm(TensorEntry entry, TensorType type, int axes) {
    if (entry.type() != type || entry.shape().length != axes) {
      throw new IllegalArgumentException(
          "expected %s with %d axes, found %s".formatted(type, axes, entry));
    }
  }

  /** How the predictions of several models become one. */
  public enum Combination {
    /** The sum of the scores, as they are (the ensemble of Kontras et al. 2024). */
    SUM_OF_SCORES,
    /** The mean of the probabilities; its scores are their logarithms. */
    MEAN_OF_PROBABILITIES
  }

  /**
   * Predictions of several models put together.
   *
   * @param members at least one
   * @throws PredictionsException if they are not of the same classes and examples, as far as labels
   *     in their order tell
   */
  public static Predictions ensemble(List<Predictions> members, Combination combination) {
    Predictions first = members.get(0);
    for (Predictions other : members) {
      if (!other.classes.equals(first.classes)
          || !Arrays.equals(other.validationLabels, first.validationLabels)
          || !Arrays.equals(other.testLabels, first.testLabels)) {
        throw new PredictionsException(
            "predictions of different classes or examples make no ensemble", null);
      }
    }
    List<Logits> validation = new ArrayList<>();
    List<Logits> test = new ArrayList<>();
    for (Predictions member : members) {
      validation.add(member.validation);
      test.add(member.test);
    }
    return new Predictions(
        first.classes,
        combined(validation, combination),
        first.validationLabels,
        combined(test, combination),
        first.testLabels);
  }

  private static Logits combined(List<Logits> members, Combination combination) {
    return switch (combination) {
      case SUM_OF_SCORES -> Logits.sum(members);
      case MEAN_OF_PROBABILITIES -> Logits.mixture(members);
    };
  }
}
