package dev.counterpoint.inference.search.folder;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;
import java.util.Optional;

/** Is told how an update goes. */
public interface IndexProgress {

  /** So many pictures will be encoded; said before the first, if there is one. */
  void begin(int pictures);

  /**
   * A picture was encoded.
   *
   * @param problem why it could not be, and is left out
   */
  void done(Path picture, Optional<CounterpointException> problem);

  /** Nobody is told. */
  static IndexProgress none() {
    return new IndexProgress() {
      @Override
      public void begin(int pictures) {}

      @Override
      public void done(Path picture, Optional<CounterpointException> problem) {}
    };
  }
}
