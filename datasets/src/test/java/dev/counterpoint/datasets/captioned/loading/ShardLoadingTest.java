package dev.counterpoint.datasets.captioned.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.captioned.MemoryPictures;
import dev.counterpoint.datasets.captioned.order.ShardOrder;
import dev.counterpoint.datasets.captioned.shard.ShardChangedException;
import dev.counterpoint.datasets.captioned.shard.ShardedPictures;
import dev.counterpoint.datasets.captioned.tar.TestTar;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;
import dev.counterpoint.datasets.random.RandomAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** From shards to batches. */
class ShardLoadingTest {

  private static final RandomAddress SEED = RandomAddress.seed(5);

  @TempDir private Path folder;

  private static PictureLoader loader(ShardedPictures pictures, int threads, int width) {
    int[] all = IntStream.range(0, pictures.size()).toArray();
    ShardOrder order = new ShardOrder(all, pictures.shardStarts(), 500, SEED.purpose("order"));
    PicturePreparation preparation = PicturePreparation.unit(width, 16, Resize.STRETCH);
    LoadingOptions options =
        LoadingOptions.of(32, preparation).withThreads(threads).withCacheBytes(0);
    return new PictureLoader(pictures, order, options, SEED);
  }

  private static ByteBuffer copy(LoadedBatch batch) {
    return ByteBuffer.allocate(batch.pixels().remaining()).put(batch.pixels()).flip();
  }

  private void shard(String name, int first, int count) throws IOException {
    MemoryPictures pictures = new MemoryPictures("memory", first + count, "k");
    TestTar tar = new TestTar();
    for (int i = first; i < first + count; i++) {
      tar.file(i + ".png", pictures.picture(i)).file(i + ".txt", "caption " + i);
    }
    Files.write(folder.resolve(name), tar.bytes());
  }

  @Test
  void aRunThatWasStoppedWithinAShardGoesOnWithTheSameBytes() throws IOException {
    shard("a.tar", 0, 100);
    shard("b.tar", 100, 130);
    int steps = 7;
    ByteBuffer[] pixels = new ByteBuffer[2 * steps];
    Object[] captions = new Object[2 * steps];
    try (ShardedPictures pictures = ShardedPictures.open(folder.toString());
        PictureLoader loader = loader(pictures, 2, 8)) {
      assertThat(loader.stepsPerEpoch()).isEqualTo(steps);
      for (int i = 0; i < 2 * steps; i++) {
        try (LoadedBatch batch = loader.load(i / steps, i % steps)) {
          pixels[i] = copy(batch);
          captions[i] = batch.captions();
        }
      }
    }
    for (int stop : new int[] {1, 4, 9, 13}) {
      try (ShardedPictures pictures = ShardedPictures.open(folder.toString());
          PictureLoader loader = loader(pictures, 1, 8)) {
        for (int i = stop; i < 2 * steps; i++) {
          try (LoadedBatch batch = loader.load(i / steps, i % steps)) {
            assertThat(copy(batch)).as("batch %d after a stop at %d", i, stop).isEqualTo(pixels[i]);
            assertThat(batch.captions()).isEqualTo(captions[i]);
          }
        }
      }
    }
  }

  @Test
  void aShardThatVanishesEndsTheTrainingAndIsNoBadExample() throws IOException {
    shard("a.tar", 0, 64);
    try (ShardedPictures pictures = ShardedPictures.open(folder.toString());
        PictureLoader loader = loader(pictures, 2, 8)) {
      Files.delete(folder.resolve("a.tar"));

      assertThatThrownBy(() -> loader.load(0, 0))
          .isInstanceOf(ShardChangedException.class)
          .hasMessageContaining("a.tar has vanished");
      assertThat(loader.badExamples().count()).isZero();
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "COUNTERPOINT_DATA", matches = ".+")
  void realShardsAreLoadedAlikeByAnyNumberOfThreads() {
    Path nlvr = Path.of(System.getenv("COUNTERPOINT_DATA")).resolve("nlvr");
    try (ShardedPictures pictures = ShardedPictures.open(nlvr + "/nlvr-{dev,test}.tar");
        PictureLoader one = loader(pictures, 1, 64);
        PictureLoader many = loader(pictures, 5, 64)) {
      for (int step = 170; step < 190; step++) {
        try (LoadedBatch a = one.load(2, step);
            LoadedBatch b = many.load(2, step)) {
          assertThat(copy(a)).isEqualTo(copy(b));
          assertThat(a.captions()).isEqualTo(b.captions());
        }
      }
      assertThat(one.badExamples().count()).isZero();
    }
  }
}
