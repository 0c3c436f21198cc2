package dev.counterpoint.inference;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.picture.file.PictureReader;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.inference.runtime.Workspace;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that are encoded in one run. */
final class PictureBatch {

  private final List<Path> files;
  private final List<CounterpointException> problems = new ArrayList<>();

  PictureBatch(List<Path> files) {
    this.files = files;
  }

  List<EncodedPicture> encode(ImageModel model, Workspace workspace, Layer layer) {
    int read = 0;
    for (Path file : files) {
      CounterpointException problem = prepare(model, file, workspace.pixels(), read);
      problems.add(problem);
      read += problem == null ? 1 : 0;
    }
    FloatBuffer results = read == 0 ? null : model.run(workspace, read, layer);
    List<EncodedPicture> encoded = new ArrayList<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      if (problems.get(i) != null) {
        encoded.add(EncodedPicture.bad(files.get(i), problems.get(i)));
      } else {
        float[] vector = new float[model.width(layer)];
        results.get(vector);
        encoded.add(EncodedPicture.of(files.get(i), vector));
      }
    }
    return encoded;
  }

  /** Writes the file's picture into its place, or says what is wrong with it. */
  private static CounterpointException prepare(
      ImageModel model, Path file, FloatBuffer pixels, int place) {
    try {
      pixels.limit((place + 1) * model.pixels()).position(place * model.pixels());
      PicturePreparation preparation = model.preparation();
      preparation.write(new PictureReader().read(file, preparation.reduction()), pixels);
      return null;
    } catch (CounterpointException e) {
      return e;
    }
  }
}
