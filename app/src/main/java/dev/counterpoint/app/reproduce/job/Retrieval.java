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
   * The same measures where something was done to the pictures or to the captions.
   *
   * @param name what was done: {@code noise}, {@code shuffled}
   * @param strength 1 to 5; 0 where it has none
   * @param captionToPicture retrieval of pictures by captions
   * @param zeroShot accuracy in % of classes by their captions
   * @param probe accuracy in % of the linear probe that was fitted on pictures as they are
   */
  public record Shift(
      String name, int strength, Direction captionToPicture, double zeroShot, double probe) {}

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

  /** Recall at k of a drawn order, in %. */
  public double chance(int k) {
    return pictures() == 0 ? Double.NaN : 100.0 * Math.min(k, pictures()) / pictures();
  }

  /** Pictures by captions. */
  public Direction captionToPicture() {
    return direction(tree.path(CAPTION_TO_PICTURE));
  }

  /** Captions by pictures. */
  public Direction pictureToCaption() {
    return direction(tree.path(PICTURE_TO_CAPTION));
  }

  /** Classes by their captions. */
  public Classification zeroShot() {
    return classification(tree.path("zeroShot"));
  }

  /** Classes by a linear probe of the features of pictures. */
  public Classification probe() {
    return classification(tree.path("probe"));
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
    JsonNode space = tree.path("space");
    return new Space(number(space, "gap"), number(space, "alignment"), number(space, "uniformity"));
  }

  private static Direction direction(JsonNode node) {
    return new Direction(
        number(node, "recallAt1"),
        number(node, "recallAt5"),
        number(node, "recallAt10"),
        number(node, "medianRank"));
  }

  private static Classification classification(JsonNode node) {
    return new Classification(
        number(node, "accuracy"), number(node, "majority"), node.path("classes").asInt());
  }

  private static List<Shift> shifts(JsonNode nodes) {
    List<Shift> shifts = new ArrayList<>();
    for (JsonNode node : nodes) {
      shifts.add(
          new Shift(
              node.path("name").asText(),
              node.path("strength").asInt(),
              direction(node.path(CAPTION_TO_PICTURE)),
              number(node, "zeroShot"),
              number(node, "probe")));
    }
    return shifts;
  }

  private static double number(JsonNode node, String field) {
    return node.path(field).isNumber() ? node.path(field).asDouble() : Double.NaN;
  }
}
