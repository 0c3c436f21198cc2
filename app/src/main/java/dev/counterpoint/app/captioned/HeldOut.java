package dev.counterpoint.app.captioned;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.loading.LoadedPicture;
import dev.counterpoint.datasets.captioned.loading.SinglePictures;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Pictures that are measured on, with what is said of them. As many pictures as there is room for
 * are in memory; the others are read again whenever they are asked for.
 *
 * @param indices of those that can be used
 * @param pictures planes of each, as the model sees them; a list that may be read by many threads
 * @param descriptions of each
 * @param bad how many could not be used
 */
public record HeldOut(
    List<Integer> indices, List<byte[]> pictures, List<Description> descriptions, int bad) {

  private static final long MOST_BYTES = 512L << 20;

  /** The picture is null where there was no room for it. */
  private record One(int index, byte[] picture, Description description) {}

  /** Reads some pictures, by all processors. */
  public static HeldOut read(CaptionedPictures set, int[] indices, PicturePreparation preparation) {
    return read(set, indices, preparation, MOST_BYTES);
  }

  /** The same with room for so many bytes of pictures. */
  public static HeldOut read(
      CaptionedPictures set, int[] indices, PicturePreparation preparation, long mostBytes) {
    SinglePictures single = new SinglePictures(set, preparation);
    AtomicLong room = new AtomicLong(mostBytes);
    List<One> found =
        IntStream.of(indices)
            .parallel()
            .mapToObj(index -> one(single, index, room))
            .filter(Objects::nonNull)
            .toList();
    return new HeldOut(
        found.stream().map(One::index).toList(),
        new Pictures(single, found),
        found.stream().map(One::description).toList(),
        indices.length - found.size());
  }

  private static One one(SinglePictures single, int index, AtomicLong room) {
    try {
      LoadedPicture loaded = single.read(index);
      byte[] bytes = loaded.bytes();
      boolean fits = room.addAndGet(-bytes.length) >= 0;
      return new One(index, fits ? bytes : null, loaded.description());
    } catch (BadExampleException e) {
      return null;
    }
  }

  /** Pictures that are kept, or read again. */
  private static final class Pictures extends AbstractList<byte[]> implements RandomAccess {

    private final SinglePictures single;
    private final List<One> all;

    Pictures(SinglePictures single, List<One> all) {
      this.single = single;
      this.all = all;
    }

    @Override
    public byte[] get(int i) {
      One one = all.get(i);
      return one.picture() != null ? one.picture() : single.read(one.index()).bytes();
    }

    @Override
    public int size() {
      return all.size();
    }
  }

  /** Some of a list, which are asked for when they are needed. */
  public static List<byte[]> select(List<byte[]> pictures, int[] which) {
    return new AbstractList<>() {
      @Override
      public byte[] get(int i) {
        return pictures.get(which[i]);
      }

      @Override
      public int size() {
        return which.length;
      }
    };
  }

  /** How many there are. */
  public int size() {
    return pictures.size();
  }

  /** All captions, those of a picture one after another. */
  public List<String> captions() {
    return descriptions.stream().flatMap(said -> said.captions().stream()).toList();
  }

  /** The picture of each caption. */
  public int[] pictureOf() {
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < descriptions.size(); i++) {
      for (int c = 0; c < descriptions.get(i).captions().size(); c++) {
        owners.add(i);
      }
    }
    return owners.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The label of a picture, if its source says one. */
  public Optional<String> label(int picture) {
    return Optional.ofNullable(descriptions.get(picture).fields().get(SourceOptions.LABEL));
  }
}
