package dev.counterpoint.inference.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.datasets.picture.prepare.Interpolation;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation.Channels;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation.Decoding;
import dev.counterpoint.datasets.picture.prepare.Resize;
import java.util.Collections;
import java.util.List;

/**
 * What {@code preprocessor_config.json} says: how a picture becomes the model's input, with the
 * keys of Hugging Face's image processors.
 *
 * <p>{@link Resize#STRETCH} is {@code size: {height, width}}; {@link
 * Resize#SHORTEST_EDGE_AND_CENTER_CROP} is {@code size: {shortest_edge}} and a {@code crop_size} of
 * the same length, so that the target must be square; {@link Resize#PAD} is {@code do_pad} with
 * {@code size: {max_height, max_width}} and {@code pad_value}. {@link Decoding#REDUCED} is {@code
 * reduced_decoding}, a key of this project.
 *
 * @param preparation what is done to a picture
 */
public record PreprocessorConfig(PicturePreparation preparation) {

  /** The name of the file. */
  public static final String FILE = "preprocessor_config.json";

  /** Of this project; other readers pass over it and decode all of a file. */
  private static final String REDUCED_DECODING = "reduced_decoding";

  /**
   * Checks that the file can say it.
   *
   * @throws IllegalArgumentException if a crop is not square
   */
  public PreprocessorConfig {
    if (preparation.resize() == Resize.SHORTEST_EDGE_AND_CENTER_CROP
        && preparation.width() != preparation.height()) {
      throw new IllegalArgumentException(
          "a crop after resizing by the shortest edge must be square, found %d x %d"
              .formatted(preparation.width(), preparation.height()));
    }
  }

  /**
   * Reads the file.
   *
   * @param file bundle and file, for errors
   * @throws MalformedConfigException if a value is missing, wrong, or asks for what is not
   *     supported
   */
  public static PreprocessorConfig parse(String file, byte[] content) {
    JsonFields root = JsonFields.parse(file, content);
    if (!root.bool("do_resize", true)) {
      throw root.wrong("do_resize", "expected true: pictures come in every size");
    }
    Channels channels = root.bool("do_grayscale", false) ? Channels.GREY : Channels.RGB;
    boolean normalize = root.bool("do_normalize", true);
    List<Float> mean = numbers(root, "image_mean", normalize, channels, 0);
    List<Float> deviation = numbers(root, "image_std", normalize, channels, 1);
    float factor = root.bool("do_rescale", true) ? (float) root.number("rescale_factor") : 1;
    Target target = Target.read(root);
    Decoding decoding = root.bool(REDUCED_DECODING, false) ? Decoding.REDUCED : Decoding.FULL;
    return root.make(
        "",
        interpolation(root),
        interpolation ->
            new PreprocessorConfig(
                new PicturePreparation(
                    target.width,
                    target.height,
                    target.resize,
                    interpolation,
                    target.padding,
                    channels,
                    factor,
                    mean,
                    deviation,
                    decoding)));
  }

  private static List<Float> numbers(
      JsonFields root, String key, boolean there, Channels channels, float otherwise) {
    return there
        ? root.list(key, (list, element, place) -> (float) list.number(element, place))
        : Collections.nCopies(channels.count(), otherwise);
  }

  /** By Pillow's numbers. */
  private static Interpolation interpolation(JsonFields root) {
    return switch (root.has("resample") ? root.integer("resample", 0, 5) : 2) {
      case 0 -> Interpolation.NEAREST;
      case 2 -> Interpolation.BILINEAR;
      case 3 -> Interpolation.BICUBIC;
      default -> throw root.wrong("resample", "expected 0 (nearest), 2 (bilinear) or 3 (bicubic)");
    };
  }

  private static int number(Interpolation interpolation) {
    return switch (interpolation) {
      case NEAREST -> 0;
      case BILINEAR -> 2;
      case BICUBIC -> 3;
    };
  }

  /** The file's content. */
  public byte[] json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    Target.of(preparation).write(root);
    root.put("resample", number(preparation.interpolation()));
    root.put("do_rescale", true);
    root.put("rescale_factor", preparation.factor());
    root.put("do_normalize", true);
    ArrayNode mean = root.putArray("image_mean");
    preparation.mean().forEach(mean::add);
    ArrayNode deviation = root.putArray("image_std");
    preparation.deviation().forEach(deviation::add);
    root.put("do_convert_rgb", preparation.channels() == Channels.RGB);
    root.put("do_grayscale", preparation.channels() == Channels.GREY);
    if (preparation.decoding() == Decoding.REDUCED) {
      root.put(REDUCED_DECODING, true);
    }
    return JsonText.of(root);
  }

  /** What happens to the shape of a picture. */
  private record Target(Resize resize, int width, int height, int padding) {

    static Target of(PicturePreparation preparation) {
      return new Target(
          preparation.resize(), preparation.width(), preparation.height(), preparation.padding());
    }

    static Target read(JsonFields root) {
      JsonFields size = root.object("size");
      if (root.bool("do_center_crop", false)) {
        int edge = side(size, "shortest_edge");
        JsonFields crop = root.object("crop_size");
        if (side(crop, "height") != edge || side(crop, "width") != edge) {
          throw root.wrong("crop_size", "expected the length of size.shortest_edge, " + edge);
        }
        return new Target(Resize.SHORTEST_EDGE_AND_CENTER_CROP, edge, edge, 0);
      }
      if (root.bool("do_pad", false)) {
        int padding = root.has("pad_value") ? root.integer("pad_value", 0, 255) : 0;
        return new Target(Resize.PAD, side(size, "max_width"), side(size, "max_height"), padding);
      }
      return new Target(Resize.STRETCH, side(size, "width"), side(size, "height"), 0);
    }

    private static int side(JsonFields size, String key) {
      return size.integer(key, 1, PicturePreparation.LONGEST_SIDE);
    }

    void write(ObjectNode root) {
      root.put("do_resize", true);
      ObjectNode size = root.putObject("size");
      root.put("do_center_crop", resize == Resize.SHORTEST_EDGE_AND_CENTER_CROP);
      switch (resize) {
        case STRETCH -> {
          size.put("height", height).put("width", width);
          root.put("image_processor_type", "ViTImageProcessor");
        }
        case SHORTEST_EDGE_AND_CENTER_CROP -> {
          size.put("shortest_edge", width);
          root.putObject("crop_size").put("height", height).put("width", width);
          root.put("image_processor_type", "CLIPImageProcessor");
        }
        case PAD -> {
          size.put("max_height", height).put("max_width", width);
          root.put("do_pad", true).put("pad_value", padding);
          root.put("image_processor_type", "CounterpointImageProcessor");
        }
      }
    }
  }
}
