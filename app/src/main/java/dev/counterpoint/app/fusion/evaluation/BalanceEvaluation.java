package dev.counterpoint.app.fusion.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.models.contribution.Absence;
import dev.counterpoint.models.contribution.CompetitionGap;
import dev.counterpoint.models.contribution.EncoderProbe;
import dev.counterpoint.models.prediction.Calibration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was measured of a fusion of modalities; written as {@code balance.json}. On test examples
 * where nothing else is said; what does not apply is left out.
 *
 * @param units of the numbers, for who reads the file
 * @param method that trained the model
 * @param seed of the run
 * @param step of the checkpoint
 * @param data name of the data set
 * @param classes their names
 * @param trainExamples that means and probes were taken from
 * @param validationExamples how many
 * @param testExamples how many
 * @param accuracy of the prediction
 * @param validationAccuracy of the prediction, on validation examples
 * @param majority accuracy of always answering the class that is most frequent in training
 * @param absence what stood for a modality that is absent
 * @param modalities one by one, in the model's order
 * @param subsets accuracy with each subset of the modalities, the empty one first
 * @param interactions of each two modalities
 * @param calibration of the prediction
 * @param confusion a row for each label: how many of its examples were predicted as each class
 * @param kinds accuracy on each kind of example
 * @param seconds that it took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BalanceEvaluation(
    String units,
    String method,
    long seed,
    long step,
    String data,
    List<String> classes,
    int trainExamples,
    int validationExamples,
    int testExamples,
    double accuracy,
    double validationAccuracy,
    double majority,
    Absence absence,
    List<ModalityBalance> modalities,
    List<Subset> subsets,
    List<Interaction> interactions,
    Calibration calibration,
    List<List<Integer>> confusion,
    List<Kind> kinds,
    double seconds) {

  /** The name of the file. */
  public static final String NAME = "balance.json";

  /** What the numbers are in. */
  static final String UNITS =
      "accuracies, shares and calibration errors: 0 to 1; Shapley values and interactions: accuracy;"
          + " mipd, negativeLogLikelihood: nats; strengths of noise: standard deviations of the"
          + " modality";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the lists. */
  public BalanceEvaluation {
    classes = List.copyOf(classes);
    modalities = List.copyOf(modalities);
    subsets = List.copyOf(subsets);
    interactions = List.copyOf(interactions);
    confusion = confusion.stream().map(List::copyOf).toList();
    kinds = List.copyOf(kinds);
  }

  /**
   * One modality.
   *
   * @param modality its name
   * @param features width of its features
   * @param alone accuracy of the prediction with all others absent
   * @param without accuracy of the prediction with this one absent
   * @param shapley its share of the accuracy: over all modalities they sum to the accuracy minus
   *     that with none
   * @param mipd mean Jensen-Shannon divergence, in nats, of the prediction from itself with this
   *     modality permuted (Kontras et al. 2024, eq. 8); 0 is a modality that is ignored
   * @param probe a linear probe of its encoder's features; left out beyond 127 classes
   * @param ownClassifier accuracy of its own classifier, where the method trains it
   * @param permuted accuracy where it is permuted among a share of the examples
   * @param latentNoise accuracy under noise on its features
   * @param inputNoise accuracy under noise on its input; left out for token ids
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ModalityBalance(
      String modality,
      int features,
      double alone,
      double without,
      double shapley,
      double mipd,
      EncoderProbe probe,
      Double ownClassifier,
      List<Point> permuted,
      List<Point> latentNoise,
      List<Point> inputNoise) {

    /** Copies the lists. */
    public ModalityBalance {
      permuted = List.copyOf(permuted);
      latentNoise = List.copyOf(latentNoise);
      inputNoise = inputNoise == null ? null : List.copyOf(inputNoise);
    }
  }

  /**
   * A point of a curve; strength 0 is the prediction as it is and stands first.
   *
   * @param strength a share of examples, or a relative standard deviation
   * @param accuracy there
   */
  public record Point(double strength, double accuracy) {}

  /**
   * The prediction with some modalities.
   *
   * @param modalities that are there
   * @param accuracy with the others absent
   */
  public record Subset(List<String> modalities, double accuracy) {

    /** Copies the list. */
    public Subset {
      modalities = List.copyOf(modalities);
    }
  }

  /**
   * Shapley interaction index of two modalities, in accuracy: above zero they complement each
   * other, below zero each can stand in for the other.
   *
   * @param one name of a modality
   * @param other name of another
   * @param index what one adds more beside the other
   */
  public record Interaction(String one, String other, double index) {}

  /**
   * Examples of one kind.
   *
   * @param kind its name
   * @param examples how many there are
   * @param accuracy on them; left out where there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Kind(String kind, int examples, Double accuracy) {}

  /**
   * One modality's measures.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public ModalityBalance modality(String name) {
    return modalities.stream()
        .filter(modality -> modality.modality().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s of %s has no modality '%s', only %s"
                        .formatted(
                            NAME,
                            method,
                            name,
                            modalities.stream().map(ModalityBalance::modality).toList())));
  }

  /**
   * What competition cost a modality's encoder.
   *
   * @param alone of a model that was trained on this modality alone, from the same data
   * @throws IllegalArgumentException if one of them has no such modality, or no probe of it
   */
  public CompetitionGap competitionGap(String modality, BalanceEvaluation alone) {
    EncoderProbe here = modality(modality).probe();
    EncoderProbe there = alone.modality(modality).probe();
    if (here == null || there == null) {
      throw new IllegalArgumentException("no probe of modality " + modality);
    }
    return new CompetitionGap(here.accuracy(), there.accuracy());
  }

  /** Writes the file. */
  public void write(Path file) {
    try {
      AtomicFile.write(file, JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the file.
   *
   * @throws FileNotReadException if it is not there or is not such a file
   */
  public static BalanceEvaluation read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), BalanceEvaluation.class);
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }
}
