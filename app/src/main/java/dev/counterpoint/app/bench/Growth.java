package dev.counterpoint.app.bench;

import dev.counterpoint.app.bench.step.PictureClip;
import dev.counterpoint.app.bench.step.Towers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How the rate of a step changes with batch, picture and threads: each beside the first of its row,
 * on one thread where threads are not what changes.
 *
 * <p>Batches of ResNet-18 and of the towers end at 256: with 1,024 a step takes 8 GB and more.
 */
final class Growth {

  /** Begins the names. */
  static final String PREFIX = "growth.";

  private static final List<Integer> ALL_BATCHES = List.of(64, 256, 1024);
  private static final List<Integer> BATCHES = List.of(64, 256);
  private static final List<Integer> SIDES = List.of(28, 32, 64);

  /** The patches of the towers have 8 pixels a side. */
  private static final List<Integer> TOWER_SIDES = List.of(32, 64);

  private static final int BATCH = 64;
  private static final int SMALL_BATCH = 256;

  private Growth() {}

  static List<Measurement> all() {
    List<Measurement> all = new ArrayList<>();
    PictureClip small = PictureClip.SMALL_CNN;
    PictureClip resnet = PictureClip.RESNET_18;
    int side = PictureClip.SIDE;
    grow(all, "batch.small-cnn.b", ALL_BATCHES, b -> Workload.pictures(small, b, side));
    grow(all, "batch.resnet18.b", BATCHES, b -> Workload.pictures(resnet, b, side));
    grow(all, "batch.towers-tiny.b", BATCHES, b -> Workload.towers(Towers.TINY, b, 64));
    grow(all, "side.small-cnn.s", SIDES, s -> Workload.pictures(small, SMALL_BATCH, s));
    grow(all, "side.resnet18.s", SIDES, s -> Workload.pictures(resnet, BATCH, s));
    grow(all, "side.towers-tiny.s", TOWER_SIDES, s -> Workload.towers(Towers.TINY, BATCH, s));
    List<Integer> threads = threads();
    grow(
        all,
        "threads.small-cnn.t",
        threads,
        t -> Workload.pictures(small, SMALL_BATCH, side).withThreads(t));
    grow(
        all,
        "threads.resnet18.t",
        threads,
        t -> Workload.pictures(resnet, BATCH, side).withThreads(t));
    grow(
        all,
        "threads.towers-tiny.t",
        threads,
        t -> Workload.towers(Towers.TINY, BATCH, 64).withThreads(t));
    return all;
  }

  /** One, two, and all cores of this machine. */
  private static List<Integer> threads() {
    int cores = Runtime.getRuntime().availableProcessors();
    return cores <= 2 ? List.of(1, 2) : List.of(1, 2, cores);
  }

  private static void grow(
      List<Measurement> all, String name, List<Integer> sizes, IntFunction<Workload> step) {
    Workload first = step.apply(sizes.get(0));
    for (int size : sizes) {
      all.add(Measurement.of(PREFIX + name + size, step.apply(size), first, Double.NaN));
    }
  }
}
