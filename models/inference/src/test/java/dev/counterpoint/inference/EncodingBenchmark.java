package dev.counterpoint.inference;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.runtime.ImageSession;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** How long encoding takes, with the small convolutional encoder; not a test. */
public final class EncodingBenchmark {

  private EncodingBenchmark() {}

  /** Prints latencies of one picture and pictures per second of many. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("encoding").resolve("bundle");
    Bundle bundle = TestBundles.smallConvolutions(1).write(folder);
    single(bundle);
    int count = 20_000;
    FloatBuffer pixels = ImageSession.direct(count * 3 * 28 * 28);
    Random random = new Random(2);
    while (pixels.hasRemaining()) {
      pixels.put(random.nextFloat());
    }
    pixels.flip();
    FloatBuffer results = ImageSession.direct(count * 128);
    for (int workers : new int[] {1, 2}) {
      for (int batch : new int[] {1, 8, 16, 32, 64, 128, 256, 1024}) {
        RuntimeOptions options = RuntimeOptions.standard().withWorkers(workers).withBatch(batch);
        try (ImageModel model = ImageModel.open(bundle, options)) {
          double best = 0;
          for (int round = 0; round < 4; round++) {
            long begin = System.nanoTime();
            model.encode(pixels, Layer.FEATURES, results);
            best = Math.max(best, count / ((System.nanoTime() - begin) / 1e9));
          }
          System.out.printf("workers %d, batch %4d: %.0f/s%n", workers, batch, best);
        }
      }
    }
  }

  private static void single(Bundle bundle) {
    byte[] rgb = new byte[28 * 28 * 3];
    new Random(3).nextBytes(rgb);
    Picture picture = new Picture(28, 28, rgb);
    try (ImageModel model = ImageModel.open(bundle, RuntimeOptions.standard())) {
      long[] nanos = new long[10_000];
      for (int i = -5_000; i < nanos.length; i++) {
        long begin = System.nanoTime();
        model.encode(picture, Layer.FEATURES);
        if (i >= 0) {
          nanos[i] = System.nanoTime() - begin;
        }
      }
      Arrays.sort(nanos);
      System.out.printf(
          "one picture: p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms%n",
          nanos[5_000] / 1e6, nanos[9_900] / 1e6, nanos[9_990] / 1e6);
    }
  }
}
