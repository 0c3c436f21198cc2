package dev.counterpoint.models.pretrained;

import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.CounterpointException;
import java.util.List;

/** A model of a model zoo that cannot serve as an image encoder. */
public final class ZooModelException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private ZooModelException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }

  static ZooModelException notFound(String name, Throwable cause) {
    return new ZooModelException(
        name + ": there is no such model",
        "Give a folder or URL of a model, or of a repository with '#' and the model's artifact,"
            + " such as 'djl://ai.djl.zoo/resnet' or 'models/repository#resnet'; a folder with"
            + " parameters needs 'option' lines or a metadata.json that name a blockFactory.",
        cause);
  }

  static ZooModelException notLoaded(String name, Throwable cause) {
    return new ZooModelException(
        "%s: DJL cannot load the model: %s".formatted(name, reason(cause)),
        "The model must be one for this engine, whole, and its classes on the class path; an address"
            + " on the network needs the network once.",
        cause);
  }

  static ZooModelException refused(String name, Shape pictures, Throwable cause) {
    return new ZooModelException(
        "%s: the model does not take pictures of shape %s: %s"
            .formatted(name, pictures, reason(cause)),
        "Set data.side to the side that it was trained with, or take another model.",
        cause);
  }

  static ZooModelException otherResult(String name, Shape pictures, List<Shape> results) {
    return new ZooModelException(
        "%s: the model maps pictures of shape %s to %s; expected a row of features for each"
            .formatted(name, pictures, results),
        "Take a model for image classification or one that gives embeddings.",
        null);
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    return cause.getClass().getSimpleName()
        + message.lines().findFirst().map(line -> ": " + line).orElse("");
  }
}
