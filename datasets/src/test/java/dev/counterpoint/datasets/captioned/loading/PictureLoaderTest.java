package dev.counterpoint.datasets.captioned.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.MemoryPictures;
import dev.counterpoint.datasets.captioned.order.ExampleOrder;
import dev.counterpoint.datasets.captioned.order.ShuffledOrder;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureLoaderTest {

  private static final RandomAddress SEED = RandomAddress.seed(11);
  private static final int SIZE = 203;
  private static final LoadingOptions OPTIONS =
      LoadingOptions.of(20, PicturePreparation.unit(4, 4, Resize.STRETCH))
          .withThreads(2)
          .withCacheBytes(0);

  /** What a batch is, as a value. */
  private record Content(String shape, String bytes, List<String> captions, List<String> others) {

    static Content of(LoadedBatch batch) {
      byte[] bytes = new byte[batch.pixels().remaining()];
      batch.pixels().get(bytes);
      return new Content(
          batch.shape().toString(),
          Arrays.toString(bytes),
          batch.captions(),
          batch.otherCaptions());
    }
  }

  private static MemoryPictures pictures() {
    return new MemoryPictures("memory", SIZE, "k");
  }

  private static PictureLoader loader(CaptionedPictures pictures, LoadingOptions options) {
    int[] indices = IntStream.range(0, pictures.size()).toArray();
    ExampleOrder order = new ShuffledOrder(indices, SEED.purpose("order"));
    return new PictureLoader(pictures, order, options, SEED);
  }

  private static List<Content> epoch(PictureLoader loader, int epoch) {
    List<Content> batches = new ArrayList<>();
    for (int step = 0; step < loader.stepsPerEpoch(); step++) {
      try (LoadedBatch batch = loader.load(epoch, step)) {
        batches.add(Content.of(batch));
      }
    }
    return batches;
  }

  @Test
  void aBatchHasPicturesAndCaptionsOfTheSameExamples() {
    try (PictureLoader loader = loader(pictures(), OPTIONS);
        LoadedBatch batch = loader.load(0, 3)) {
      assertThat(batch.shape()).isEqualTo(new Shape(20, 3, 4, 4));
      ByteBuffer pixels = batch.pixels();
      assertThat(pixels.isDirect()).isTrue();
      for (int slot = 0; slot < batch.size(); slot++) {
        int index = batch.indices()[slot];
        assertThat(batch.keys().get(slot)).isEqualTo("k" + index);
        assertThat(batch.captions().get(slot)).startsWith("k" + index + " in ");
        for (int i = 0; i < 48; i++) {
          int expected = MemoryPictures.color(index) >> 16 - 8 * (i / 16) & 0xFF;
          assertThat(pixels.get() & 0xFF).isEqualTo(expected);
        }
      }
      assertThat(pixels.hasRemaining()).isFalse();
    }
  }

  @Test
  void anEpochHasNoExampleTwice() {
    try (PictureLoader loader = loader(pictures(), OPTIONS)) {
      assertThat(loader.stepsPerEpoch()).isEqualTo(10);
      List<Integer> seen = new ArrayList<>();
      for (int step = 0; step < 10; step++) {
        try (LoadedBatch batch = loader.load(1, step)) {
          Arrays.stream(batch.indices()).forEach(seen::add);
        }
      }
      assertThat(seen).hasSize(200).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "2, 4, 0", "7, 30, 1000000", "3, 1, 4800"})
  void howItIsLoadedChangesNoByte(int threads, int ahead, long cacheBytes) {
    MemoryPictures some = pictures().bad(5, BadExampleReason.CAPTION_BLANK).with(9, new byte[3]);
    LoadingOptions other =
        OPTIONS.withThreads(threads).withBatchesAhead(ahead).withCacheBytes(cacheBytes);
    try (PictureLoader one = loader(some, OPTIONS);
        PictureLoader two = loader(some, other)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        assertThat(epoch(two, epoch)).isEqualTo(epoch(one, epoch));
      }
      assertThat(two.badExamples()).isEqualTo(one.badExamples());
    }
  }

  @Test
  void aLoaderOpenedInTheMiddleGivesWhatOneFromTheStartGives() {
    List<Content> all;
    try (PictureLoader loader = loader(pictures(), OPTIONS)) {
      epoch(loader, 0);
      all = epoch(loader, 1);
    }
    try (PictureLoader resumed = loader(pictures(), OPTIONS);
        LoadedBatch batch = resumed.load(1, 6)) {
      assertThat(Content.of(batch)).isEqualTo(all.get(6));
    }
  }

  @Test
  void batchesMayBeAskedForInAnyOrder() {
    try (PictureLoader loader = loader(pictures(), OPTIONS)) {
      List<Content> all = epoch(loader, 0);
      for (int step : new int[] {9, 2, 3, 3, 0, 8}) {
        try (LoadedBatch batch = loader.load(0, step)) {
          assertThat(Content.of(batch)).as("step %d", step).isEqualTo(all.get(step));
        }
      }
    }
  }

  @Test
  void batchesThatAreHeldKeepTheirBytes() {
    try (PictureLoader loader = loader(pictures(), OPTIONS);
        LoadedBatch first = loader.load(0, 0)) {
      Content before = Content.of(first);
      epoch(loader, 0);
      epoch(loader, 1);

      assertThat(Content.of(first)).isEqualTo(before);
    }
  }

  @Test
  void bytesOfAClosedBatchCannotBeAskedFor() {
    try (PictureLoader loader = loader(pictures(), OPTIONS)) {
      LoadedBatch batch = loader.load(0, 0);
      batch.close();
      batch.close();
      assertThatThrownBy(batch::pixels).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void picturesInTheCacheAreReadOnce() {
    MemoryPictures pictures = pictures();
    LoadingOptions cached = OPTIONS.withCacheBytes(SIZE * 48L).withBatchesAhead(0);
    try (PictureLoader loader = loader(pictures, cached)) {
      for (int epoch = 0; epoch < 20; epoch++) {
        epoch(loader, epoch);
      }
      assertThat(pictures.reads).hasValue(SIZE);
    }
  }

  @Test
  void captionsDifferWhereThereAreSeveralAndChangeByEpoch() {
    try (PictureLoader loader = loader(pictures(), OPTIONS)) {
      List<String> chosen = new ArrayList<>();
      for (int epoch = 0; epoch < 12; epoch++) {
        for (int step = 0; step < 10; step++) {
          try (LoadedBatch batch = loader.load(epoch, step)) {
            for (int slot = 0; slot < 20; slot++) {
              boolean several = batch.indices()[slot] % 4 == 0;
              String caption = batch.captions().get(slot);
              assertThat(caption.equals(batch.otherCaptions().get(slot))).isNotEqualTo(several);
              if (batch.indices()[slot] == 8) {
                chosen.add(caption);
              }
            }
          }
        }
      }
      assertThat(chosen).contains("k8 in one way", "k8 in another way", "k8 in a third way");
    }
  }

  @Test
  void anotherExampleTakesThePlaceOfABadOne() {
    MemoryPictures some = pictures().bad(5, BadExampleReason.CAPTION_BLANK).with(9, new byte[3]);
    try (PictureLoader loader = loader(some, OPTIONS)) {
      for (int step = 0; step < 10; step++) {
        try (LoadedBatch batch = loader.load(0, step)) {
          assertThat(batch.indices()).doesNotContain(5, 9).doesNotHaveDuplicates();
        }
      }
      BadExamples bad = loader.badExamples();
      assertThat(bad.counts())
          .containsEntry(BadExampleReason.CAPTION_BLANK, 1)
          .containsEntry(BadExampleReason.NOT_A_PICTURE, 1);
      assertThat(bad.text()).contains("1  the caption is blank, as in k5");
    }
  }

  @Test
  void formatsThatAreNotReadAreNamed() {
    byte[] webp = "RIFF1234WEBPVP8 ".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try (PictureLoader loader = loader(pictures().with(9, webp), OPTIONS)) {
      epoch(loader, 0);
      epoch(loader, 1);
      assertThat(loader.badExamples().text()).contains("k9", "WebP is not read");
    }
  }

  @Test
  void tooManyBadExamplesStopTheTraining() {
    MemoryPictures some = pictures();
    IntStream.range(0, 12).forEach(i -> some.bad(17 * i, BadExampleReason.CAPTION_MISSING));
    try (PictureLoader loader = loader(some, OPTIONS)) {
      assertThatThrownBy(
              () -> {
                epoch(loader, 0);
                epoch(loader, 1);
              })
          .isInstanceOf(TooManyBadExamplesException.class)
          .hasMessageContainingAll(
              "cannot be used; allowed: 5 %", "the caption is missing, as in k", "larger share");
    }
    try (PictureLoader loader = loader(some, OPTIONS.withBadShare(0.06))) {
      epoch(loader, 0);
      epoch(loader, 1);
      assertThat(loader.badExamples().count()).isEqualTo(12);
    }
  }

  @Test
  void aSetThatIsAllBadEndsEvenWhereAllIsAllowed() {
    MemoryPictures some = pictures();
    IntStream.range(0, SIZE).forEach(i -> some.bad(i, BadExampleReason.PICTURE_MISSING));
    try (PictureLoader loader = loader(some, OPTIONS.withBadShare(1))) {
      assertThatThrownBy(() -> loader.load(0, 0)).isInstanceOf(TooManyBadExamplesException.class);
    }
  }

  @Test
  void stepsThatAreNotThereAndSetsBelowABatchAreRefused() {
    try (PictureLoader loader = loader(pictures(), OPTIONS)) {
      assertThatThrownBy(() -> loader.load(0, 10)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> loader.load(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThatThrownBy(() -> loader(new MemoryPictures("few", 19, "k"), OPTIONS))
        .hasMessageContaining("19 examples an epoch are fewer than a batch of 20");
  }

  @Test
  void aClosedLoaderSaysSo() {
    PictureLoader loader = loader(pictures(), OPTIONS);
    loader.load(0, 0).close();
    loader.close();
    loader.close();

    assertThatThrownBy(() -> loader.load(0, 1)).hasMessageContaining("the loader was closed");
  }
}
