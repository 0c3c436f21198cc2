package dev.counterpoint.datasets.captioned.store;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.LeftOut;

/** Pictures that are files of a folder, with captions that were read when the set was opened. */
public final class FilePictures implements CaptionedPictures {

  private final String name;
  private final ExampleList examples;
  private final PictureFolder folder;
  private final LeftOut leftOut;
  private final Fingerprint fingerprint;

  /**
   * Creates the set.
   *
   * @param name what a person calls it
   * @param examples their keys are paths below the folder
   * @throws EmptySourceException if there is no example
   */
  public FilePictures(String name, ExampleList examples, PictureFolder folder, LeftOut leftOut) {
    if (examples.size() == 0) {
      throw new EmptySourceException(name, "there are no examples", "");
    }
    this.name = name;
    this.examples = examples;
    this.folder = folder;
    this.leftOut = leftOut;
    this.fingerprint =
        new Fingerprint(
            examples.size(),
            (sum, index) -> {
              examples.digest(index, sum);
              Fingerprint.add(sum, folder.size(examples.key(index)));
            });
  }

  /** The folder of the pictures. */
  public PictureFolder folder() {
    return folder;
  }

  /** What the source has beside the examples. */
  public LeftOut leftOut() {
    return leftOut;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public String key(int index) {
    return examples.key(index);
  }

  @Override
  public Description description(int index) {
    return examples.description(index);
  }

  @Override
  public byte[] picture(int index) {
    return folder.read(examples.key(index), examples.where(index));
  }

  @Override
  public String fingerprint() {
    return fingerprint.hex();
  }

  @Override
  public void close() {
    // Nothing is open between two pictures.
  }
}
