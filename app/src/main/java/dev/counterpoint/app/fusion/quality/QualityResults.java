package dev.counterpoint.app.fusion.quality;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was measured of all subsets and numbers of examples with one seed, {@code
 * latent-quality.json}; rewritten after each training, so that it can be gone on with.
 *
 * @param settings all that it depends on besides the data, as text
 * @param seed of all randomness
 * @param data name of the data set
 * @param fingerprint of the data
 * @param modalities of the data
 * @param classes number of classes
 * @param pool labeled examples that heads are refitted on
 * @param test examples that risks are estimated by
 * @param clip C of the clipped cross-entropy, nats
 * @param complete whether all is measured
 * @param measurements by numbers of examples, then by subsets, in the order of their numbers as
 *     bits
 */
public record QualityResults(
    String settings,
    long seed,
    String data,
    String fingerprint,
    List<String> modalities,
    int classes,
    int pool,
    int test,
    double clip,
    boolean complete,
    List<SubsetMeasurement> measurements) {

  /** Its file. */
  public static final String NAME = "latent-quality.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the lists. */
  public QualityResults {
    modalities = List.copyOf(modalities);
    measurements = List.copyOf(measurements);
  }

  /** The same with other measurements. */
  QualityResults with(List<SubsetMeasurement> others, boolean all) {
    return new QualityResults(
        settings, seed, data, fingerprint, modalities, classes, pool, test, clip, all, others);
  }

  /** Whether others are of the same settings, seed and data. */
  boolean isOfTheSame(QualityResults others) {
    return settings.equals(others.settings)
        && seed == others.seed
        && fingerprint.equals(others.fingerprint);
  }

  /** One measurement, if it is there. */
  public Optional<SubsetMeasurement> of(List<String> subset, int examples) {
    return measurements.stream()
        .filter(m -> m.examples() == examples && m.modalities().equals(subset))
        .findFirst();
  }

  /**
   * What stands for the best achievable risk, nats: the least test risk of a refitted head over all
   * subsets and numbers of examples.
   */
  @JsonIgnore
  public double best() {
    return measurements.stream()
        .mapToDouble(m -> m.refitted().crossEntropy())
        .min()
        .orElse(Double.NaN);
  }

  /** The estimate of latent quality, nats; 0 is best. */
  public double eta(SubsetMeasurement measurement) {
    return measurement.refitted().crossEntropy() - best();
  }

  /** Writes the file into a directory. */
  public void write(Path directory) {
    AtomicFile.write(directory.resolve(NAME), json().getBytes(StandardCharsets.UTF_8));
  }

  /** As JSON. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the file of a directory.
   *
   * @throws FileNotReadException if it is not there or not in order
   */
  public static QualityResults read(Path directory) {
    Path file = directory.resolve(NAME);
    try {
      return JSON.readValue(Files.readString(file), QualityResults.class);
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }
}
