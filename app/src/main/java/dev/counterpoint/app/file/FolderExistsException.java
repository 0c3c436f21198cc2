package dev.counterpoint.app.file;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** There is something already where a folder of results would be written. */
public final class FolderExistsException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private FolderExistsException(String problem, String remedy) {
    super(problem, remedy);
  }

  static FolderExistsException at(Path folder) {
    return new FolderExistsException(
        folder + ": exists already", "Choose another folder, or replace it with --replace.");
  }

  static FolderExistsException ofAnotherKind(Path folder) {
    return new FolderExistsException(
        folder + ": exists and is of another kind, so it is not replaced",
        "Choose another folder, or remove it yourself.");
  }
}
