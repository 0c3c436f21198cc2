package dev.counterpoint.app.captioned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.counterpoint.app.captioned.watch.PictureGrid;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.captioned.Keywords;
import dev.counterpoint.datasets.captioned.loading.BadExamples;
import dev.counterpoint.datasets.captioned.loading.LoadedBatch;
import dev.counterpoint.datasets.captioned.loading.PictureLoader;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.datasets.text.TokenRows;
import dev.counterpoint.models.augment.Augmentation;
import dev.counterpoint.models.augment.TokenSplitting;
import dev.counterpoint.models.augment.WordDropout;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.learner.CaptionParts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Batches of pictures with captions: loaded ahead, augmented on the device. The batch of a step
 * follows from seed, epoch and step alone.
 */
final class CaptionedBatches implements BatchSource {

  private final CaptionedRecipe recipe;
  private final PictureLoader loader;
  private final CaptionTokenizer tokenizer;
  private final PictureInput input;
  private final Augmentation augmentation;
  private final Keywords keywords;
  private final int[][] parts;
  private final RandomAddress address;
  private long captions;
  private long truncated;
  private long waitedNanos;
  private MetricsListener firstShownTo = MetricsListener.NONE;

  /**
   * Takes over the loader.
   *
   * @param tokenizer null where captions are not read; stays the caller's to close
   * @param augmentation of pictures
   * @param root of the run's randomness
   */
  CaptionedBatches(
      CaptionedRecipe recipe,
      PictureLoader loader,
      CaptionTokenizer tokenizer,
      Augmentation augmentation,
      RandomAddress root) {
    this.recipe = recipe;
    this.loader = loader;
    this.tokenizer = tokenizer;
    this.input = PictureInput.of(recipe.data());
    this.augmentation = augmentation;
    this.keywords = CaptionedData.keywords(recipe.data());
    this.parts = tokenizer == null ? null : tokenizer.parts();
    this.address = root.purpose("views");
  }

  /** Shows some pictures of the next batch to a listener, as the model sees them. */
  void showFirst(MetricsListener listener) {
    firstShownTo = listener;
  }

  @Override
  public int stepsPerEpoch() {
    return loader.stepsPerEpoch();
  }

  @Override
  public int batchSize() {
    return recipe.training().batchSize();
  }

  @Override
  public Batch batch(NDManager step, int epoch, int stepInEpoch) {
    try (LoadedBatch loaded = load(epoch, stepInEpoch)) {
      return batch(step, loaded, (long) epoch * stepsPerEpoch() + stepInEpoch);
    }
  }

  /**
   * What a step makes of a loaded batch.
   *
   * @param loaded stays the caller's to close
   * @param number of the step, of the whole training
   */
  Batch batch(NDManager step, LoadedBatch loaded, long number) {
    RandomAddress here = address.at(number);
    Map<String, NDArray> modalities = new LinkedHashMap<>();
    if (recipe.hasPictures()) {
      NDArray unit = input.unit(step, loaded.pixels(), loaded.size());
      NDArray seen = input.view(unit, augmentation, here.at(0));
      show(seen, number);
      modalities.put(Modality.IMAGE, input.scaled(seen));
      if (recipe.method() == CaptionedRecipe.Method.SIMCLR) {
        NDArray other = input.view(unit, augmentation, here.at(1));
        modalities.put(Modality.VIEW, input.scaled(other));
      }
    }
    if (recipe.hasText()) {
      RandomAddress place = here.purpose("caption");
      List<String> own =
          keywords.view(loaded.captions(), loaded.descriptions(), place.purpose("keywords").at(0));
      putCaptions(step, own, loaded, place, modalities);
      long[] groups = Repetition.groups(loaded.indices(), own);
      modalities.put(Modality.GROUP, step.create(groups));
    }
    return new Batch(loaded.size(), modalities, null);
  }

  /** The batch of a step as it is read; to be closed by the caller. */
  LoadedBatch load(int epoch, int stepInEpoch) {
    long begin = System.nanoTime();
    LoadedBatch loaded = loader.load(epoch, stepInEpoch);
    waitedNanos += System.nanoTime() - begin;
    return loaded;
  }

  @Override
  public OptionalLong waitedNanos() {
    return OptionalLong.of(waitedNanos);
  }

  /** Reads from the device, once a training. */
  private void show(NDArray seen, long stepsDone) {
    if (firstShownTo != MetricsListener.NONE) {
      int count = (int) Math.min(PictureGrid.MOST, seen.getShape().get(0));
      try (NDArray some = seen.get(new NDIndex().addSliceDim(0, count))) {
        Picture grid = PictureGrid.of(some.toFloatArray(), count, input.side());
        firstShownTo.picture(stepsDone, "train/pictures", grid);
      }
      firstShownTo = MetricsListener.NONE;
    }
  }

  private void putCaptions(
      NDManager step,
      List<String> captions,
      LoadedBatch loaded,
      RandomAddress place,
      Map<String, NDArray> modalities) {
    TokenRows own = tokens(captions, place.at(0));
    if (recipe.method() != CaptionedRecipe.Method.CAPTIONS) {
      putCaptions(step, Modality.CAPTION, own, modalities);
      return;
    }
    List<String> others =
        keywords.view(
            loaded.otherCaptions(), loaded.descriptions(), place.purpose("keywords").at(1));
    TokenRows other = tokens(others, place.at(1));
    if (inParts(step)) {
      putCaptions(step, Modality.BOTH_CAPTIONS, own.above(other), modalities);
    } else {
      putCaptions(step, Modality.CAPTION, own, modalities);
      putCaptions(step, Modality.OTHER_CAPTION, other, modalities);
    }
  }

  private void putCaptions(
      NDManager step, String name, TokenRows rows, Map<String, NDArray> modalities) {
    long end = tokenizer.endId();
    modalities.putAll(
        inParts(step)
            ? CaptionParts.byLength(name, rows, end, step)
            : CaptionParts.whole(name, rows, end, step));
  }

  /** A GPU has more use for few large operations; a batch in small parts is cut by examples. */
  private boolean inParts(NDManager step) {
    return TextEncoders.readsSequences(recipe.text().encoder())
        && recipe.objective().microBatch() == 0
        && !step.getDevice().isGpu();
  }

  private TokenRows tokens(List<String> texts, RandomAddress place) {
    TokenRows rows = tokenizer.encode(texts, recipe.text().length());
    captions += rows.rows();
    truncated += rows.truncated();
    long end = tokenizer.endId();
    long padding = tokenizer.padId();
    if (recipe.text().wordDropout() > 0) {
      rows = new WordDropout(recipe.text().wordDropout(), end, padding).view(rows, place);
    }
    if (recipe.text().tokenSplitting() > 0) {
      rows =
          new TokenSplitting(recipe.text().tokenSplitting(), parts, end, padding)
              .view(rows, place.purpose("splitting"));
    }
    return rows;
  }

  /** What could not be used so far. */
  BadExamples badExamples() {
    return loader.badExamples();
  }

  /** Share of the captions so far that were longer than a row, in [0, 1]. */
  double truncatedShare() {
    return captions == 0 ? 0 : truncated / (double) captions;
  }

  @Override
  public void close() {
    loader.close();
  }
}
