package dev.counterpoint.app.reproduce.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.file.FileNotReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured of a training on pictures with captions, {@code retrieval.json}; all of it on
 * pictures that were held out. This is the one place that knows the names in the file. What a
 * method does not have, such as retrieval without a tower of captions, is not a number.
 *
 * @param tree the file
 */
public record Retrieval(JsonNode tree) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CAPTION_TO_PICTURE = "captionToPicture";
  private static final String PICTURE_TO_CAPTION = "pictureToCaption";

  /**
   * One way of retrieval.
   *
   * @param recallAt1 share in % of queries whose own is first
   * @param recallAt5 among the first five, %
   * @param recallAt10 among the first ten, %
   * @param medianRank counted from 1
   */
  public record Direction(
      double recallAt1, double recallAt5, double recallAt10, double medianRank) {}

  /**
   * Classification of pictures.
   *
   * @param accuracy in %
   * @param majority accuracy in % of the most frequent class
   * @param classes how many there are
   */
  public record Classification(double accuracy, double majority, int classes) {}

  /**
   * The model where something was done to the pictures or to the captions.
   *
   * @param name what was done; {@code none} for comparison
   * @param strength 1 to 5; 0 for none
   * @param recallAt10 of pictures by captions, %
   * @param probe accuracy in % of the linear probe that was fitted on pictures as they are
   */
  public record Shift(String name, int strength, double recallAt10, double probe) {}

  /**
   * How the two kinds of embeddings lie.
   *
   * @param gap length of the difference of their means
   * @param alignment mean squared distance of pairs
   * @param uniformity log mean Gaussian potential of pictures, nats
   */
  public record Space(double gap, double alignment, double uniformity) {}

  /**
   * Reads the file.
   *
   * @throws FileNotReadException if it is not there or is not JSON
   */
  public static Retrieval read(Path file) {
    try {
      return new Retrieval(JSON.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }

  /** Pictures that were held out. */
  public int pictures() {
    return tree.path("pictures").asInt();
  }

  /** What a drawn order reaches with the same queries, pictures by captions. */
  public Direction chance() {
    return direction(tree.path("retrieval").path(CAPTION_TO_PICTURE).path("chance"));
  }

  /** Pictures by captions. */
  public Direction captionToPicture() {
    return direction(tree.path("retrieval").path(CAPTION_TO_PICTURE).path("measured"));
  }

  /** Captions by pictures. */
  public Direction pictureToCaption() {
    return direction(tree.path("retrieval").path(PICTURE_TO_CAPTION).path("measured"));
  }

  /** Classes by their captions. */
  public Classification zeroShot() {
    return classification(tree.path("zeroShot"));
  }

  /** Labels by a linear probe: of pictures, or of captions where the method has no others. */
  public Classification probe() {
    JsonNode chosen = tree.path("probes").path(0);
    for (JsonNode probe : tree.path("probes")) {
      if (probe.path("of").asText().startsWith("picture")) {
        chosen = probe;
      }
    }
    return classification(chosen);
  }

  /** Measures under corruptions of the pictures. */
  public List<Shift> corruptions() {
    return shifts(tree.path("corruptions"));
  }

  /** Measures under changes of the captions. */
  public List<Shift> captionShifts() {
    return shifts(tree.path("captionShifts"));
  }

  /** How pictures and captions lie. */
  public Space space() {
    JsonNode geometry = tree.path("geometry");
    return new Space(
        number(geometry, "modalityGap"),
        number(geometry, "alignment"),
        number(geometry, "pictureUniformity"));
  }

  private static Direction direction(JsonNode node) {
    return new Direction(
        percent(node, "recallAt1"),
        percent(node, "recallAt5"),
        percent(node, "recallAt10"),
        number(node, "medianRank"));
  }

  private static Classification classification(JsonNode node) {
    return new Classification(
        percent(node, "accuracy"), percent(node, "majority"), node.path("classes").asInt());
  }

  private static List<Shift> shifts(JsonNode nodes) {
    List<Shift> shifts = new ArrayList<>();
    for (JsonNode node : nodes) {
      shifts.add(
          new Shift(
              node.path("shift").asText(),
              node.path("strength").asInt(),
              percent(node, "recallAt10"),
              percent(node, "probeAccuracy")));
    }
    return shifts;
  }

  /** The file has shares in [0, 1]. */
  private static double percent(JsonNode node, String field) {
    return 100 * number(node, field);
  }

  private static double number(JsonNode node, String field) {
    return node.path(field).isNumber() ? node.path(field).asDouble() : Double.NaN;
  }
}
