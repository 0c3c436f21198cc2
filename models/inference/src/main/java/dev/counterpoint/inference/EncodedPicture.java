package dev.counterpoint.inference;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One of many pictures: what the model says of it, or why it could not be read.
 *
 * @param file the picture
 * @param vector what the model says; absent if there is a problem
 * @param problem why there is no vector
 */
public record EncodedPicture(
    Path file, Optional<float[]> vector, Optional<CounterpointException> problem) {

  static EncodedPicture of(Path file, float[] vector) {
    return new EncodedPicture(file, Optional.of(vector), Optional.empty());
  }

  static EncodedPicture bad(Path file, CounterpointException problem) {
    return new EncodedPicture(file, Optional.empty(), Optional.of(problem));
  }
}
