package dev.counterpoint.datasets.captioned;

/**
 * Pictures with captions, wherever they lie: read by index, in any order, by any number of threads.
 * Opening reads what is needed to know how many there are; pictures are read when they are asked
 * for. A batch of training is a list of indices, and so a run can be resumed anywhere.
 *
 * <p>The list is fixed when it is opened. What has changed since, or cannot be used, is a {@link
 * BadExampleException} of the one example, never of the others.
 */
public interface CaptionedPictures extends AutoCloseable {

  /** What a person calls them: the file or folder that was given. */
  String name();

  /** Number of pictures, whether they can be decoded or not. */
  int size();

  /**
   * What names the picture within the set, and stays the same when others come or go: a path
   * relative to the set, or the key of a shard.
   */
  String key(int index);

  /**
   * Captions and labels, without the picture.
   *
   * @throws BadExampleException if there is no caption that can be used
   */
  Description description(int index);

  /**
   * The bytes of the picture file, as they are.
   *
   * @throws BadExampleException if the file is missing, too large, or not what was there
   */
  byte[] picture(int index);

  /**
   * What tells this set from another: SHA-256 in hexadecimal over keys, sizes and captions as far
   * as they are known without reading the pictures.
   */
  String fingerprint();

  @Override
  void close();
}
