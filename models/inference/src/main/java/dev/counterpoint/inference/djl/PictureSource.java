package dev.counterpoint.inference.djl;

import ai.djl.modality.Input;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.BytesSupplier;
import ai.djl.translate.TranslateException;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import dev.counterpoint.datasets.picture.file.Reduction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How a picture is got from what a user of DJL has. */
@FunctionalInterface
interface PictureSource<I> {

  /**
   * Reads what the input is or names.
   *
   * @param reduction by how much it may be smaller than it is
   */
  Picture read(I input, Reduction reduction) throws TranslateException;

  /** The types that there is a source for, but that of DJL Serving. */
  static List<Class<?>> types() {
    return List.of(Image.class, Path.class, byte[].class);
  }

  static <I> PictureSource<I> of(Class<I> type) {
    if (type == Image.class) {
      return (input, reduction) -> ofImage((Image) input);
    }
    if (type == Path.class) {
      return (input, reduction) -> new PictureReader().read((Path) input, reduction);
    }
    if (type == byte[].class) {
      return (input, reduction) -> new PictureReader().read((byte[]) input, "picture", reduction);
    }
    return (input, reduction) -> ofRequest((Input) input, reduction);
  }

  /** By way of PNG, which loses nothing and holds what every kind of image of DJL can be. */
  private static Picture ofImage(Image image) throws TranslateException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      image.save(png, "png");
    } catch (IOException e) {
      throw new TranslateException("the image cannot be read: " + e.getMessage(), e);
    }
    return new PictureReader().read(png.toByteArray(), "image");
  }

  private static Picture ofRequest(Input input, Reduction reduction) throws TranslateException {
    BytesSupplier data = input.getData();
    if (data == null || data.getAsBytes().length == 0) {
      throw new TranslateException("the request has no data; expected the bytes of a picture");
    }
    return new PictureReader().read(data.getAsBytes(), "request", reduction);
  }
}
