package dev.counterpoint.onnx.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.counterpoint.onnx.error.ModelWriteException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A model on its way to a file: written beside it under another name, and moved when everything
 * about it is known to be right. Closed without that, it leaves nothing.
 */
public final class ModelFile implements AutoCloseable {

  private final Path target;
  private final Path temporary;

  private ModelFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Writes a model beside its final place.
   *
   * @throws ModelWriteException if the folder is missing or not writable
   */
  public static ModelFile write(ModelProto model, Path target) {
    Path absolute = target.toAbsolutePath();
    Path temporary = null;
    try {
      if (Files.isDirectory(absolute)) {
        throw new IOException("it is a folder");
      }
      Path partial =
          absolute.resolveSibling(absolute.getFileName() + "." + UUID.randomUUID() + ".partial");
      // Not createTempFile: the model should be as readable as any other new file.
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW), 1 << 20)) {
        temporary = partial;
        model.writeTo(out);
      }
      return new ModelFile(absolute, temporary);
    } catch (IOException e) {
      delete(temporary);
      throw new ModelWriteException(
          "The model cannot be written to %s: %s. Give a file in a folder that exists and is writable."
              .formatted(target, e.getMessage()),
          e);
    }
  }

  /** Where the model is before it is published. */
  public Path temporary() {
    return temporary;
  }

  /** Gives the model its final name, in place of what has that name. */
  public void publish() {
    try {
      try {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new ModelWriteException(
          "The finished model cannot be moved to %s: %s.".formatted(target, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    delete(temporary);
  }

  private static void delete(Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }
}
