package dev.counterpoint.app.cli.search;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was named as the folder of the pictures is none. */
public final class NoSuchFolderException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NoSuchFolderException(Path folder) {
    super(
        folder + (Files.exists(folder) ? ": is a file, no folder" : ": there is no such folder"),
        "Name the folder that the pictures are in.");
  }
}
