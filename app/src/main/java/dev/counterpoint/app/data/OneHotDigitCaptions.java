package dev.counterpoint.app.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.caption.ColoredDigitCaptions;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Map;

/**
 * Captions as an ideal language encoder gives them: {@code (N, colours + classes)} float32, the
 * same in every epoch.
 *
 * @param captions of the palette
 * @param colors of the palette
 */
public record OneHotDigitCaptions(ColoredDigitCaptions captions, int colors)
    implements DigitCaptions {

  /** Captions of an environment's palette and classes. */
  public static OneHotDigitCaptions of(ColoredDigits digits) {
    return new OneHotDigitCaptions(
        new ColoredDigitCaptions(digits.palette(), digits.classes()), digits.palette().size());
  }

  @Override
  public Shape shape(int batchSize) {
    return new Shape(batchSize, captions.width());
  }

  @Override
  public NDArray prompts(NDManager manager, int digit) {
    return manager.create(captions.prompts(digit), new Shape(colors, captions.width()));
  }

  @Override
  public int promptsPerClass() {
    return colors;
  }

  @Override
  public Source source(NDManager owner, ColoredDigits digits, byte[] named, RandomAddress root) {
    NDArray all = owner.create(captions.oneHot(named, digits.colors()), shape(digits.size()));
    return (index, examples, epoch) -> {
      NDArray texts = all.get(new NDIndex("{}", index));
      texts.attach(index.getManager());
      return Map.of(Modality.CAPTION, texts);
    };
  }
}
