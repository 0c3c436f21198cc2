package dev.counterpoint.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.bundle.BundleWriter;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.GraphSpec;
import dev.counterpoint.inference.config.TensorSpec;
import dev.counterpoint.inference.runtime.ImageSession;
import dev.counterpoint.inference.runtime.ModelDiffersException;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import dev.counterpoint.inference.runtime.RuntimeOptions.Optimization;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageModelTest {

  /** Sums of the colours: red 4, green 3, blue 0. */
  private static final Picture ORANGE =
      new Picture(2, 2, bytes(255, 255, 0, 255, 255, 0, 255, 255, 0, 255, 0, 0));

  private static final Offset<Float> EPS = within(1e-6f);

  @TempDir Path folder;

  @Test
  void zeroShotProbabilitiesAreTheSoftmaxOfScaledCosines() throws IOException {
    TestBundles.zeroShot(10).write(folder.resolve("bundle"));
    Path file = Pictures.write(folder.resolve("orange.png"), ORANGE);
    try (ImageModel model = ImageModel.open(folder.resolve("bundle"))) {
      Classification classification = model.classify(file);

      // The cosines with red, green and blue are 4/5, 3/5 and 0.
      double sum = Math.exp(8) + Math.exp(6) + 1;
      assertThat(classification.best().label()).isEqualTo("red");
      assertThat(classification.best().probability()).isCloseTo(Math.exp(8) / sum, within(1e-6));
      assertThat(classification.top(2).get(1).label()).isEqualTo("green");
      assertThat(classification.top(9).get(2).probability()).isCloseTo(1 / sum, within(1e-6));
      assertThat(classification.best()).hasToString("red (88.1 %)");
    }
  }

  @Test
  void layersAreWhatTheModelComputes() {
    Bundle bundle = TestBundles.zeroShot(10).write(folder.resolve("bundle"));
    try (ImageModel model = ImageModel.open(bundle, RuntimeOptions.standard())) {
      assertThat(model.layers()).containsExactly(Layer.FEATURES, Layer.EMBEDDING);
      assertThat(model.encode(ORANGE, Layer.FEATURES)).containsExactly(new float[] {4, 3, 0}, EPS);
      assertThat(model.embed(ORANGE)).containsExactly(new float[] {0.8f, 0.6f, 0}, EPS);
      assertThatThrownBy(() -> model.encode(ORANGE, Layer.LOGITS))
          .isInstanceOf(NoSuchLayerException.class)
          .hasMessageContaining("has no logits")
          .hasMessageContaining("It has: features, embedding.");
    }
  }

  @Test
  void supervisedProbabilitiesAreTheSoftmaxOfLogits() {
    Bundle bundle = TestBundles.supervised().write(folder.resolve("bundle"));
    try (ImageModel model = ImageModel.open(bundle, RuntimeOptions.standard())) {
      double sum = Math.exp(4) + Math.exp(3) + 1;
      assertThat(model.classify(ORANGE).best().probability())
          .isCloseTo(Math.exp(4) / sum, within(1e-6));
      assertThat(model.embed(ORANGE)).as("features, for want of an embedding").hasSize(3);
    }
  }

  @Test
  void aModelWithoutClassesSaysSo() {
    Bundle bundle = TestBundles.featuresOnly().write(folder.resolve("bundle"));
    try (ImageModel model = ImageModel.open(bundle, RuntimeOptions.standard())) {
      assertThatThrownBy(() -> model.classify(ORANGE))
          .isInstanceOf(NoClassesException.class)
          .hasMessageContaining("'embed'");
    }
  }

  @Test
  void resultsDoNotDependOnWorkersAndHardlyOnBatches() {
    Bundle bundle = TestBundles.smallConvolutions(3).write(folder.resolve("bundle"));
    float[] pixels = random(50 * 3 * 28 * 28, 4);
    float[] one;
    try (ImageModel model = ImageModel.open(bundle, options(1, 16))) {
      one = model.encode(pixels, Layer.FEATURES).values();
    }
    try (ImageModel model = ImageModel.open(bundle, options(3, 16))) {
      assertThat(model.encode(pixels, Layer.FEATURES).values()).isEqualTo(one);
    }
    for (int batch : new int[] {1, 7, 64}) {
      try (ImageModel model = ImageModel.open(bundle, options(2, batch))) {
        // Kernels for matrices of other heights add in another order.
        assertThat(model.encode(pixels, Layer.FEATURES).values())
            .containsExactly(one, within(2e-6f));
      }
    }
  }

  @Test
  void optimizationChangesNothingThatMatters() {
    Bundle bundle = TestBundles.smallConvolutions(3).write(folder.resolve("bundle"));
    float[] pixels = random(4 * 3 * 28 * 28, 5);
    try (ImageModel all = ImageModel.open(bundle, options(1, 4));
        ImageModel none =
            ImageModel.open(bundle, options(1, 4).withOptimization(Optimization.NONE))) {
      assertThat(all.encode(pixels, Layer.FEATURES).values())
          .containsExactly(none.encode(pixels, Layer.FEATURES).values(), within(5e-6f));
    }
  }

  @Test
  void directBuffersAreReadAndWrittenInPlace() {
    Bundle bundle = TestBundles.zeroShot(1).write(folder.resolve("bundle"));
    try (ImageModel model = ImageModel.open(bundle, options(2, 2))) {
      FloatBuffer pixels = ImageSession.direct(2 + 5 * 12).position(2);
      pixels.duplicate().put(random(5 * 12, 6));
      FloatBuffer results = ImageSession.direct(1 + 5 * 3).position(1);
      float[] copied = new float[5 * 12];
      pixels.duplicate().get(copied);

      model.encode(pixels, Layer.EMBEDDING, results);

      float[] found = new float[15];
      results.get(found);
      // Buffers that begin elsewhere in a cache line are added up in another order.
      assertThat(found).containsExactly(model.encode(copied, Layer.EMBEDDING).values(), EPS);
      assertThat(pixels.position()).isEqualTo(2);
    }
  }

  @Test
  void numbersThatAreNoWholePicturesAreRefused() {
    Bundle bundle = TestBundles.zeroShot(1).write(folder.resolve("bundle"));
    try (ImageModel model = ImageModel.open(bundle, options(1, 2))) {
      assertThatThrownBy(() -> model.encode(new float[13], Layer.FEATURES))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("13 numbers are not pictures of 12");
      assertThat(model.encode(new float[0], Layer.FEATURES).count()).isZero();
    }
  }

  @Test
  void manyFilesKeepTheirOrderAndBadOnesTheirPlace() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Path file = folder.resolve(i + ".png");
      if (i % 7 == 3) {
        Files.writeString(file, "no picture");
      } else {
        Pictures.write(file, new Picture(2, 2, bytes(i, 0, 0, i, 0, 0, i, 0, 0, i, 0, 0)));
      }
      files.add(file);
    }
    files.add(folder.resolve("missing.png"));
    Bundle bundle = TestBundles.featuresOnly().write(folder.resolve("bundle"));
    try (ImageModel model = ImageModel.open(bundle, options(3, 4));
        Stream<EncodedPicture> encoded = model.embed(files.stream())) {
      List<EncodedPicture> all = encoded.toList();
      assertThat(all).extracting(EncodedPicture::file).isEqualTo(files);
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).problem().isPresent()).isEqualTo(i % 7 == 3 || i == 60);
        assertThat(all.get(i).vector().isPresent()).isEqualTo(all.get(i).problem().isEmpty());
        if (all.get(i).vector().isPresent()) {
          assertThat(all.get(i).vector().get()[0]).isCloseTo(4 * i / 255f, EPS);
        }
      }
    }
  }

  @Test
  void filesAreTakenOnlyAFewBatchesAhead() throws IOException {
    Path file = Pictures.write(folder.resolve("orange.png"), ORANGE);
    AtomicInteger taken = new AtomicInteger();
    Stream<Path> endless =
        Stream.generate(
            () -> {
              taken.incrementAndGet();
              return file;
            });
    Bundle bundle = TestBundles.featuresOnly().write(folder.resolve("bundle"));
    try (ImageModel model = ImageModel.open(bundle, options(2, 5));
        Stream<EncodedPicture> encoded = model.embed(endless)) {
      assertThat(encoded.limit(7)).hasSize(7);
    }
    assertThat(taken.get()).isLessThanOrEqualTo(2 * 2 * 5 + 2 * 5);
  }

  @Test
  void aBatchBeyondAllBoundsIsMadeSmaller() throws IOException {
    Path file = Pictures.write(folder.resolve("orange.png"), ORANGE);
    Bundle bundle = TestBundles.featuresOnly().write(folder.resolve("bundle"));
    try (ImageModel model = ImageModel.open(bundle, options(1, Integer.MAX_VALUE));
        Stream<EncodedPicture> encoded = model.embed(Stream.of(file, file))) {
      assertThat(encoded).hasSize(2);
    }
  }

  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    Bundle bundle = TestBundles.smallConvolutions(3).write(folder.resolve("bundle"));
    try (ImageModel model = ImageModel.open(bundle, options(1, 4))) {
      List<Picture> pictures = IntStream.range(0, 20).mapToObj(Pictures::noise).toList();
      List<float[]> alone = pictures.stream().map(p -> model.encode(p, Layer.FEATURES)).toList();
      ExecutorService pool = Executors.newFixedThreadPool(8);
      try {
        List<Future<float[]>> together = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
          pictures.forEach(p -> together.add(pool.submit(() -> model.encode(p, Layer.FEATURES))));
        }
        for (int i = 0; i < together.size(); i++) {
          assertThat(together.get(i).get()).isEqualTo(alone.get(i % alone.size()));
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void aModelThatIsClosedWhileInUseRefusesWhatComesLater() throws Exception {
    Bundle bundle = TestBundles.smallConvolutions(3).write(folder.resolve("bundle"));
    ImageModel model = ImageModel.open(bundle, options(1, 4));
    Picture picture = Pictures.noise(1);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> users = new ArrayList<>();
      for (int user = 0; user < 4; user++) {
        users.add(pool.submit(() -> useUntilClosed(model, picture)));
      }
      Thread.sleep(50);
      model.close();
      model.close();
      for (Future<Integer> user : users) {
        assertThat(user.get()).isGreaterThan(0);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static int useUntilClosed(ImageModel model, Picture picture) {
    for (int uses = 0; ; uses++) {
      try {
        model.embed(picture);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("is closed");
        return uses;
      }
    }
  }

  @Test
  void aGraphThatIsNotAsStatedIsRefused() {
    Bundle good = TestBundles.featuresOnly().write(folder.resolve("good"));
    BundleConfig config = good.config();
    BundleConfig wrong =
        new BundleConfig(
            config.modelType(),
            config.task(),
            new GraphSpec(
                "model.onnx",
                config.image().inputs(),
                List.of(TensorSpec.float32("features", -1, 4))),
            config.text(),
            config.projectionDim(),
            config.logitScale(),
            config.labels(),
            config.training());
    Bundle bundle =
        new BundleWriter(wrong, good.preparation(), good.file("model.onnx").orElseThrow())
            .write(folder.resolve("wrong"));
    assertThatThrownBy(() -> ImageModel.open(bundle, RuntimeOptions.standard()))
        .isInstanceOf(ModelDiffersException.class)
        .hasMessageContaining("features: expected float32 [-1, 4]");
  }

  private static RuntimeOptions options(int workers, int batch) {
    return RuntimeOptions.standard().withWorkers(workers).withBatch(batch);
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
