package dev.counterpoint.app.preview;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.data.SamplePictures;
import dev.counterpoint.app.data.Views;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.datasets.caption.ColoredDigitCaptions;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredImages;
import dev.counterpoint.datasets.picture.ContactSheet;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Contact sheets of what a recipe trains and tests on, made by the very code that makes the
 * pictures for training.
 *
 * @param recipe whose data are shown
 * @param root of the randomness, as in a run with the same seed
 */
public record PreviewSheets(Recipe recipe, RandomAddress root) {

  /** Pixels of the sheet that a picture's side takes, about. */
  private static final int SIDE = 112;

  private static final int COLUMNS = 10;
  private static final int COLUMNS_OF_SENTENCES = 4;
  private static final int VIEWS = 7;
  private static final int ROWS_OF_VIEWS = 8;

  /**
   * The first examples of an environment, each with its noisy label and, where the protocol has
   * captions, with a sentence; with its colour otherwise.
   *
   * @param count how many, at most
   */
  public ContactSheet environment(ColoredDigits digits, int count) {
    int few = Math.min(count, digits.size());
    boolean sentences = recipe.data().protocol() == Recipe.Protocol.HUANG2024;
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < few; i++) {
      captions.add(
          "label %d: %s"
              .formatted(
                  digits.noisyLabels()[i], sentences ? sentence(digits, i) : color(digits, i)));
    }
    return new ContactSheet(sentences ? COLUMNS_OF_SENTENCES : COLUMNS, scale(digits))
        .section(
            "%s, %s: %s"
                .formatted(
                    recipe.data().protocol().name().toLowerCase(Locale.ROOT),
                    digits.name(),
                    agreement(digits)),
            SamplePictures.first(digits, few),
            captions);
  }

  /** A row for each of a few training examples: the picture, then views of it as they are drawn. */
  public ContactSheet views(ColoredDigits digits) {
    int few = Math.min(ROWS_OF_VIEWS, digits.size());
    Views views = new Assembly(recipe, root).views();
    List<String> captions = new ArrayList<>();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu());
        ColoredImages images = new ColoredImages(manager, digits.first(few))) {
      NDArray index = manager.create(LongStream.range(0, few).toArray());
      NDList columns = new NDList(images.pictures(index));
      for (int view = 0; view < VIEWS; view++) {
        columns.add(views.of(images, index, view / 2, view % 2));
      }
      for (int i = 0; i < few * (VIEWS + 1); i++) {
        captions.add(i % (VIEWS + 1) == 0 ? "original" : "view " + i % (VIEWS + 1));
      }
      // (few, 1 + views, C, H, W): a row of the sheet is one example.
      NDArray rows = NDArrays.stack(columns, 1);
      long[] shape = rows.getShape().getShape();
      NDArray flat = rows.reshape(shape[0] * shape[1], shape[2], shape[3], shape[4]);
      return new ContactSheet(VIEWS + 1, scale(digits))
          .section("augmented views: " + strengths(), SamplePictures.rgb(flat), captions);
    }
  }

  private String sentence(ColoredDigits digits, int i) {
    byte[] named =
        recipe.data().captionDigit() == Recipe.CaptionDigit.CLEAN
            ? digits.cleanLabels()
            : digits.noisyLabels();
    // What a training on sentences reads in its first epoch.
    RandomAddress address = root.purpose("captions").purpose(digits.name()).at(0).at(i);
    return new ColoredDigitCaptions(digits.palette(), digits.classes())
        .sentence(named[i], digits.colors()[i], digits.placement(), address);
  }

  private static String color(ColoredDigits digits, int i) {
    return digits.palette().colors().get(digits.colors()[i]).name();
  }

  /** How often the noisy label is what the picture shows, and how often it names the colour. */
  private static String agreement(ColoredDigits digits) {
    int shape = 0;
    int color = 0;
    for (int i = 0; i < digits.size(); i++) {
      shape += digits.noisyLabels()[i] == digits.cleanLabels()[i] ? 1 : 0;
      color += digits.noisyLabels()[i] == digits.colors()[i] ? 1 : 0;
    }
    return String.format(
        Locale.ROOT,
        "label = shape in %.1f %%, = colour in %.1f %%",
        100.0 * shape / digits.size(),
        100.0 * color / digits.size());
  }

  /** The augmentations that are on. */
  private String strengths() {
    Recipe.AugmentationSettings strength = recipe.augmentation();
    List<String> on = new ArrayList<>();
    add(on, "crops of", strength.cropArea(), strength.cropArea() < 1);
    add(on, "flip", strength.flip(), strength.flip() > 0);
    add(on, "rotation", strength.rotation(), strength.rotation() > 0);
    add(on, "shift", strength.shift(), strength.shift() > 0);
    add(on, "blur", strength.blur(), strength.blur() > 0);
    add(on, "colour jitter", strength.colorJitter(), strength.colorJitter() > 0);
    add(on, "greyscale", strength.grayscale(), strength.grayscale() > 0);
    return on.isEmpty() ? "none is on" : String.join(", ", on);
  }

  private static void add(List<String> on, String name, double strength, boolean isOn) {
    if (isOn) {
      on.add(name + " " + strength);
    }
  }

  private static int scale(ColoredDigits digits) {
    return Math.max(1, SIDE / digits.images().width());
  }
}
