package dev.counterpoint.datasets.captioned.loading;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import java.nio.ByteBuffer;

/**
 * Pictures one at a time, prepared as a {@link PictureLoader} prepares them: for those that are
 * measured on, where none may take another's place. Safe for threads.
 */
public final class SinglePictures {

  private final ExampleReader reader;
  private final int size;

  /**
   * A reader without a cache.
   *
   * @param pictures remain the caller's to close
   * @param preparation from picture to bytes
   */
  public SinglePictures(CaptionedPictures pictures, PicturePreparation preparation) {
    this.reader = new ExampleReader(pictures, LoadingOptions.of(1, preparation).withCacheBytes(0));
    this.size = preparation.floats();
  }

  /**
   * Reads one.
   *
   * @throws dev.counterpoint.datasets.captioned.BadExampleException if it cannot be used
   */
  public LoadedPicture read(int index) {
    byte[] bytes = new byte[size];
    Description description = reader.read(index, ByteBuffer.wrap(bytes));
    return new LoadedPicture(bytes, description);
  }
}
