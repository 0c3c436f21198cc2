package dev.counterpoint.datasets.captioned.loading;

import com.sun.management.OperatingSystemMXBean;
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
import java.lang.management.ManagementFactory;
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
 * <p>Arguments: the folder of data sets, and the number of threads (1 without). It is started with
 * the class path of the tests, as development environments do.
 */
final class LoadingBenchmark {

  private static final int PHOTOGRAPHS = 2_000;
  private static final int WARM_UP = 10_000;
  private static final int COUNT = 8_000;

  // The time of processors, so that what else runs on a machine hardly counts.
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

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
          run(loader, 0, WARM_UP);
          long wall = System.nanoTime();
          long cpu = SYSTEM.getProcessCpuTime();
          int count = run(loader, 1_000, COUNT);
          System.out.printf(
              "%-22s %d threads, %s: %.0f pictures/s of one core, %.0f/s by the clock;"
                  + " opened in %.1f us an example%n",
              what,
              threads,
              cache == 0 ? "decoded" : "cached ",
              count / ((SYSTEM.getProcessCpuTime() - cpu) / 1e9),
              count / ((System.nanoTime() - wall) / 1e9),
              opened);
        }
      }
    }
  }

  private static int run(PictureLoader loader, int firstEpoch, int pictures) {
    int count = 0;
    int steps = loader.stepsPerEpoch();
    for (int i = 0; count < pictures; i++) {
      try (LoadedBatch batch = loader.load(firstEpoch + i / steps, i % steps)) {
        count += batch.size();
      }
    }
    return count;
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
