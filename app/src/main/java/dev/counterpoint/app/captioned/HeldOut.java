package dev.counterpoint.app.captioned;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.loading.LoadedPicture;
import dev.counterpoint.datasets.captioned.loading.SinglePictures;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pictures that are measured on, with what is said of them, in memory.
 *
 * @param indices of those that can be used
 * @param pictures planes of each, as the model sees them
 * @param descriptions of each
 * @param bad how many could not be used
 */
record HeldOut(
    List<Integer> indices, List<byte[]> pictures, List<Description> descriptions, int bad) {

  private record One(int index, byte[] picture, Description description) {}

  /** Reads some pictures, by all processors. */
  static HeldOut read(CaptionedPictures set, int[] indices, PicturePreparation preparation) {
    SinglePictures single = new SinglePictures(set, preparation);
    List<One> found =
        IntStream.of(indices)
            .parallel()
            .mapToObj(index -> one(single, index))
            .filter(Objects::nonNull)
            .toList();
    return new HeldOut(
        found.stream().map(One::index).toList(),
        found.stream().map(One::picture).toList(),
        found.stream().map(One::description).toList(),
        indices.length - found.size());
  }

  private static One one(SinglePictures single, int index) {
    try {
      LoadedPicture loaded = single.read(index);
      return new One(index, loaded.bytes(), loaded.description());
    } catch (BadExampleException e) {
      return null;
    }
  }

  int size() {
    return pictures.size();
  }

  /** All captions, those of a picture one after another. */
  List<String> captions() {
    return descriptions.stream().flatMap(said -> said.captions().stream()).toList();
  }

  /** The picture of each caption. */
  int[] pictureOf() {
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < descriptions.size(); i++) {
      for (int c = 0; c < descriptions.get(i).captions().size(); c++) {
        owners.add(i);
      }
    }
    return owners.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The label of a picture, if its source says one. */
  Optional<String> label(int picture) {
    return Optional.ofNullable(descriptions.get(picture).fields().get(SourceOptions.LABEL));
  }
}
