package dev.counterpoint.app.captioned.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.models.retrieval.RetrievalScores;
import dev.counterpoint.models.retrieval.ZeroShotScores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was measured of a training on captioned pictures; written as {@code retrieval.json}. Shares
 * are in [0, 1]. What a method does not have is left out.
 *
 * @param method of the run
 * @param seed of the run
 * @param step of the checkpoint
 * @param part of the split that was measured on: test or validation
 * @param pictures how many were measured on
 * @param captions how many they have
 * @param bad pictures of the part that could not be used
 * @param sharedCaptions captions of these pictures that occur in training, too
 * @param retrieval both ways; a picture's own captions are right
 * @param retrievalOfTexts the same where captions of equal text are right, too
 * @param geometry how the common space is filled
 * @param zeroShot classes by their names
 * @param probes linear probes of features on the labels
 * @param corruptions under changes of the pictures
 * @param captionShifts under changes of the captions
 * @param seconds that it took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaptionedEvaluation(
    String method,
    long seed,
    long step,
    String part,
    int pictures,
    int captions,
    int bad,
    int sharedCaptions,
    RetrievalScores retrieval,
    RetrievalScores retrievalOfTexts,
    Geometry geometry,
    ZeroShotScores zeroShot,
    List<Probe> probes,
    List<Shift> corruptions,
    List<Shift> captionShifts,
    double seconds) {

  /** The name of the file. */
  public static final String NAME = "retrieval.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the lists. */
  public CaptionedEvaluation {
    probes = List.copyOf(probes);
    corruptions = List.copyOf(corruptions);
    captionShifts = List.copyOf(captionShifts);
  }

  /**
   * How the common space is filled; what a method has no tower for is left out.
   *
   * @param modalityGap distance of the centroids of pictures and captions (Liang et al. 2022)
   * @param alignment mean squared distance of pairs (Wang and Isola 2020, alpha 2)
   * @param pictureUniformity of pictures (the same, t 2); lower is more evenly spread
   * @param captionUniformity of captions
   * @param pictureDimensions effective dimensions of pictures
   * @param captionDimensions effective dimensions of captions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Geometry(
      Double modalityGap,
      Double alignment,
      Double pictureUniformity,
      Double captionUniformity,
      Double pictureDimensions,
      Double captionDimensions) {}

  /**
   * A linear probe on labels.
   *
   * @param of pictures or captions
   * @param classes among how many
   * @param examples how many it was fitted on
   * @param accuracy on the part that is measured on
   * @param majority accuracy of always answering the most frequent label there
   */
  public record Probe(String of, int classes, int examples, double accuracy, double majority) {}

  /**
   * The model under one shift at one strength.
   *
   * @param shift its name
   * @param strength 0 is none, 1 to 5
   * @param recallAt10 of pictures by captions
   * @param probeAccuracy of the linear probe of pictures
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Shift(String shift, int strength, Double recallAt10, Double probeAccuracy) {}

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
  public static CaptionedEvaluation read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), CaptionedEvaluation.class);
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }
}
