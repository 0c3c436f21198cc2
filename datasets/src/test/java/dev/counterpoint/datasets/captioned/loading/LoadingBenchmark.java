package dev.counterpoint.datasets.captioned.loading;

import dev.counterpoint.datasets.captioned.order.ShuffledOrder;
import dev.counterpoint.datasets.captioned.shard.ShardedPictures;
import dev.counterpoint.datasets.captioned.tar.TestTar;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;
import dev.counterpoint.datasets.random.RandomAddress;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Prints pictures a second from shards to batches of 64, decoded anew each time and from the cache:
 * photographs (JPEG of 256 pixels, about 20 kB, to 128) and drawings (OpenMoji, PNG of 72 to 64).
 *
 * <p>The folder of data sets and the number of threads are the arguments. To run, from the top:
 *
 * <pre>
 * mvn -q -o -pl datasets test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=dev.counterpoint.datasets.captioned.loading.LoadingBenchmark \
 *   -Dexec.args="DATA 1"
 * </pre>
 */
final class LoadingBenchmark {

  private static final int PHOTOGRAPHS = 2_000;
  private static final double SECONDS = 5;

  private LoadingBenchmark() {}

  /** Runs all. */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    Path folder = Files.createTempDirectory("loading-benchmark");
    Path shard = folder.resolve("bench.tar");
    try {
      Files.write(shard, photographs(data.resolve("coco-captions-open/images")));
      run("JPEG 256 -> 128", shard, 128, threads);
      Files.write(shard, drawings(data.resolve("openmoji/images")));
      run("OpenMoji PNG 72 -> 64", shard, 64, threads);
    } finally {
      Files.deleteIfExists(shard);
      Files.delete(folder);
    }
  }

  private static void run(String what, Path shard, int side, int threads) {
    PicturePreparation preparation =
        PicturePreparation.unit(side, side, Resize.SHORTEST_EDGE_AND_CENTER_CROP);
    for (long cache : new long[] {0, 1L << 30}) {
      LoadingOptions options =
          LoadingOptions.of(64, preparation).withThreads(threads).withCacheBytes(cache);
      RandomAddress seed = RandomAddress.seed(1);
      long opening = System.nanoTime();
      try (ShardedPictures pictures = ShardedPictures.open(shard.toString())) {
        double opened = (System.nanoTime() - opening) / 1e3 / pictures.size();
        int[] all = IntStream.range(0, pictures.size()).toArray();
        ShuffledOrder order = new ShuffledOrder(all, seed.purpose("order"));
        try (PictureLoader loader = new PictureLoader(pictures, order, options, seed)) {
          run(loader, SECONDS, 0);
          double speed = run(loader, SECONDS, 1_000);
          System.out.printf(
              "%-22s %d threads, %s: %.0f pictures/s; opened in %.1f us an example%n",
              what, threads, cache == 0 ? "decoded" : "cached ", speed, opened);
        }
      }
    }
  }

  private static double run(PictureLoader loader, double seconds, int firstEpoch) {
    long start = System.nanoTime();
    long count = 0;
    for (int i = 0; System.nanoTime() - start < seconds * 1e9; i++) {
      int steps = loader.stepsPerEpoch();
      try (LoadedBatch batch = loader.load(firstEpoch + i / steps, i % steps)) {
        count += batch.size();
      }
    }
    return count / ((System.nanoTime() - start) / 1e9);
  }

  // Four photographs of 128 pixels side by side have the detail of one of 256.
  private static byte[] photographs(Path folder) throws IOException {
    List<BufferedImage> images = new ArrayList<>();
    for (Path file : files(folder)) {
      images.add(ImageIO.read(file.toFile()));
    }
    TestTar tar = new TestTar();
    for (int i = 0; i < PHOTOGRAPHS; i++) {
      BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      for (int part = 0; part < 4; part++) {
        BufferedImage photograph = images.get((i + part * (1 + i / images.size())) % images.size());
        graphics.drawImage(photograph, part % 2 * 128, part / 2 * 128, 128, 128, null);
      }
      graphics.dispose();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "jpeg", out);
      tar.file(i + ".jpg", out.toByteArray()).file(i + ".txt", "A photograph.");
    }
    return tar.bytes();
  }

  private static byte[] drawings(Path folder) throws IOException {
    TestTar tar = new TestTar();
    int i = 0;
    for (Path file : files(folder)) {
      tar.file(i + ".png", Files.readAllBytes(file)).file(i++ + ".txt", "A drawing.");
    }
    return tar.bytes();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
