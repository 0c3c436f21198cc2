package dev.counterpoint.app.captioned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.datasets.text.TokenRows;
import dev.counterpoint.models.learner.CaptionContrastLearner;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.ImageLearner;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a training on captioned pictures ended with; the run owns it.
 *
 * @param recipe of the run
 * @param seed of the run
 * @param data of the run
 * @param learner with the parameters of a checkpoint
 * @param tokenizer null where captions are not read
 * @param step of the checkpoint
 */
public record TrainedTowers(
    CaptionedRecipe recipe,
    long seed,
    CaptionedData data,
    Learner learner,
    CaptionTokenizer tokenizer,
    long step) {

  private static final int AT_ONCE = 64;

  /** Whether it has a tower of pictures and one of captions. */
  public boolean hasBoth() {
    return learner instanceof ClipLearner;
  }

  /** How files become what the encoder of pictures sees. */
  public PicturePreparation preparation() {
    return PictureInput.of(recipe.data()).preparation();
  }

  /**
   * Some pictures that were trained on, as the encoder sees them, {@code (N, 3, side, side)}.
   *
   * @param manager owner of the result
   * @param most how many at most; at least one
   */
  public NDArray samplePictures(NDManager manager, int most) {
    HeldOut some = HeldOut.read(data.pictures(), samples(most), preparation());
    PictureInput input = PictureInput.of(recipe.data());
    return input.scaled(input.unit(manager, planes(some.pictures()), some.size()));
  }

  /** The first captions of some pictures that were trained on. */
  public List<String> sampleCaptions(int most) {
    List<String> captions = new ArrayList<>();
    data.captions(samples(most)).forEachRemaining(captions::add);
    return captions.subList(0, Math.min(most, captions.size()));
  }

  private int[] samples(int most) {
    return Arrays.stream(data.training()).limit(most).toArray();
  }

  private static ByteBuffer planes(List<byte[]> pictures) {
    // Some may have to be decoded first, by all processors.
    List<byte[]> ready = pictures.parallelStream().toList();
    int size = ready.stream().mapToInt(picture -> picture.length).sum();
    ByteBuffer bytes = ByteBuffer.allocateDirect(size);
    ready.forEach(bytes::put);
    return bytes.flip();
  }

  /**
   * Pictures in the space that the loss compares, rows of length one.
   *
   * @param pictures planes of each, as {@link PictureInput#preparation} writes bytes
   */
  public FeatureMatrix embedPictures(List<byte[]> pictures) {
    ImageLearner image = (ImageLearner) learner;
    return pictures(pictures, batch -> image.project(image.encode(batch)));
  }

  /** What the image encoder gives, before any projection. */
  public FeatureMatrix pictureFeatures(List<byte[]> pictures) {
    ImageLearner image = (ImageLearner) learner;
    return pictures(pictures, image::encode);
  }

  /** Captions in the space that the loss compares, rows of length one. */
  public FeatureMatrix embedCaptions(List<String> captions) {
    return learner instanceof ClipLearner clip
        ? captions(captions, clip::embedCaptions)
        : captions(captions, ((CaptionContrastLearner) learner)::embedCaptions);
  }

  /** What a probe reads of captions: what the encoder gives, or the common space of two towers. */
  public FeatureMatrix captionFeatures(List<String> captions) {
    return learner instanceof ClipLearner
        ? embedCaptions(captions)
        : captions(captions, ((CaptionContrastLearner) learner)::encodeCaptions);
  }

  private FeatureMatrix pictures(List<byte[]> pictures, UnaryOperator<NDArray> encoder) {
    PictureInput input = PictureInput.of(recipe.data());
    return rows(
        pictures.size(),
        (scope, from, to) -> {
          ByteBuffer bytes = planes(pictures.subList(from, to));
          return encoder.apply(input.scaled(input.unit(scope, bytes, to - from)));
        });
  }

  private FeatureMatrix captions(List<String> captions, UnaryOperator<NDArray> encoder) {
    return rows(
        captions.size(),
        (scope, from, to) -> {
          TokenRows tokens = tokenizer.encode(captions.subList(from, to), recipe.text().length());
          return encoder.apply(
              scope.create(tokens.ids(), new Shape(tokens.rows(), tokens.length())));
        });
  }

  @FunctionalInterface
  private interface Part {
    NDArray encode(NDManager scope, int from, int to);
  }

  private FeatureMatrix rows(int count, Part part) {
    float[] values = new float[0];
    int columns = 0;
    for (int from = 0; from < count; from += AT_ONCE) {
      int to = Math.min(count, from + AT_ONCE);
      try (NDManager scope = learner.network().manager().newSubManager()) {
        NDArray encoded = part.encode(scope, from, to);
        encoded.attach(scope);
        float[] own = encoded.toFloatArray();
        columns = (int) encoded.getShape().get(1);
        if (values.length == 0) {
          values = new float[Math.multiplyExact(count, columns)];
        }
        System.arraycopy(own, 0, values, from * columns, own.length);
      }
    }
    return new FeatureMatrix(values, count, columns);
  }
}
