package dev.counterpoint.datasets.captioned.drawn;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.store.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A set several times over, each time with keys of its own: large sets for measuring, made faster
 * than pictures are encoded. The files of the original are kept in memory, so it must be small.
 */
public final class RepeatedPictures implements CaptionedPictures {

  private final CaptionedPictures original;
  private final int size;
  private final AtomicReferenceArray<byte[]> files;
  private final Fingerprint fingerprint;

  /**
   * Creates the set.
   *
   * @param original closed with this
   * @param size number of pictures, of which number {@code i} is number {@code i % n} of the
   *     original's {@code n}
   * @throws IllegalArgumentException if size is below 1
   */
  public RepeatedPictures(CaptionedPictures original, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be 1 or more, not " + size);
    }
    this.original = original;
    this.size = size;
    this.files = new AtomicReferenceArray<>(original.size());
    byte[] all = (original.fingerprint() + " " + size).getBytes(StandardCharsets.UTF_8);
    this.fingerprint = new Fingerprint(1, (sum, index) -> Fingerprint.add(sum, all));
  }

  @Override
  public String name() {
    return "%s, repeated to %d".formatted(original.name(), size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String key(int index) {
    Objects.checkIndex(index, size);
    return "%05d/%s".formatted(index / files.length(), original.key(index % files.length()));
  }

  @Override
  public Description description(int index) {
    return original.description(Objects.checkIndex(index, size) % files.length());
  }

  @Override
  public byte[] picture(int index) {
    int place = Objects.checkIndex(index, size) % files.length();
    byte[] file = files.get(place);
    if (file == null) {
      // Two threads may both make it; they make the same.
      file = original.picture(place);
      files.set(place, file);
    }
    return file.clone();
  }

  @Override
  public String fingerprint() {
    return fingerprint.hex();
  }

  @Override
  public void close() {
    original.close();
  }
}
