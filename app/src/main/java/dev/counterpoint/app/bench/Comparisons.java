package dev.counterpoint.app.bench;

import dev.counterpoint.app.bench.protocol.Quantity;
import dev.counterpoint.app.bench.step.Fusions;
import dev.counterpoint.app.bench.step.PictureClip;
import dev.counterpoint.app.bench.step.Towers;
import java.util.ArrayList;
import java.util.List;

/** The comparisons of the benchmark; a new one is one line here. */
final class Comparisons {

  private static final String CLIP = "colored-mnist-clip";
  private static final String CAPTIONED = "image-caption-clip";
  private static final String SIMCLR = "colored-mnist-simclr";

  /** At large batches the peer's page faults are to be seen. */
  private static final double LARGE_BATCH = 1.1;

  private static final double PEAK_SHARE = 0.6;
  private static final double OPTIMIZER_SHARE = 0.05;
  private static final double OUTSIDE_KERNELS = 0.1;
  private static final double FIRST_STEP_SECONDS = 3;

  /** Reading must not hold up the step, on the same cores. */
  private static final double READING = 3;

  private static final double QUERY_MILLISECONDS = 20;
  private static final double LEARNING_SECONDS = 60;
  private static final double CAPTIONS_A_SECOND = 200_000;

  private static final Workload CLIP_64 = Workload.bare(CLIP, 64);
  private static final Workload CLIP_256 = Workload.bare(CLIP, 256);
  private static final Workload CLIP_1024 = Workload.bare(CLIP, 1024);
  private static final Workload TINY_128 = Workload.bare(Towers.TINY.name(), 128);
  private static final Workload SMALL_64 = Workload.bare(Towers.SMALL.name(), 64);
  private static final Workload RESNET_128 =
      Workload.pictures(PictureClip.RESNET_18, 128, PictureClip.SIDE);

  private static final Workload MCR_256 = Workload.bare(Fusions.cnn("mcr").name(), 256);

  private Comparisons() {}

  /** Each method's step beside a joint step: the peer's time is the shorter one, as a rule. */
  static List<Measurement> ofMethods() {
    Workload joint = Workload.bare(Fusions.CNN_JOINT.name(), 256);
    List<Measurement> all = new ArrayList<>();
    for (String method : Fusions.METHODS) {
      Workload step = Workload.bare(Fusions.cnn(method).name(), 256);
      all.add(Measurement.of("fusion-step." + method + ".b256", step, joint));
      all.add(
          Measurement.of("fusion-step." + method + ".memory.b256", step.memory(), joint.memory()));
    }
    Workload mlp256 = Workload.bare(Fusions.MLP_MCR.name(), 256);
    Workload mlpJoint256 = Workload.bare(Fusions.MLP_JOINT.name(), 256);
    all.add(Measurement.of("fusion-step.mcr.mlp.b256", mlp256, mlpJoint256));
    all.add(
        Measurement.of("fusion-step.mcr.mlp.memory.b256", mlp256.memory(), mlpJoint256.memory()));
    return all;
  }

  /** Training steps beside the same steps on libtorch. */
  static List<Measurement> ofSteps() {
    return List.of(
        Measurement.of("train-step.towers-tiny.b128", TINY_128, TINY_128.peerWithChannelsLast()),
        Measurement.of("train-step.towers-small.b64", SMALL_64, SMALL_64.peerWithChannelsLast()),
        Measurement.of("train-step.resnet18.b128", RESNET_128, RESNET_128.peer()),
        Measurement.of(
            "train-step.resnet18.channels-last.b128",
            RESNET_128,
            RESNET_128.peerWithChannelsLast()),
        Measurement.of("train-step.fusion-mcr.b256", MCR_256, MCR_256.peer()),
        Measurement.of(
            "train-step.fusion-mcr.channels-last.b256", MCR_256, MCR_256.peerWithChannelsLast()),
        Measurement.of("train-step.small-cnn.b64", CLIP_64, CLIP_64.peer()),
        Measurement.of(
            "train-step.small-cnn.channels-last.b64", CLIP_64, CLIP_64.peerWithChannelsLast()),
        Measurement.of("train-step.small-cnn.b256", CLIP_256, CLIP_256.peer()),
        Measurement.of(
            "train-step.small-cnn.channels-last.b256", CLIP_256, CLIP_256.peerWithChannelsLast()),
        Measurement.of("train-step.small-cnn.b1024", CLIP_1024, CLIP_1024.peer(), LARGE_BATCH),
        Measurement.of(
            "train-step.small-cnn.channels-last.b1024",
            CLIP_1024,
            CLIP_1024.peerWithChannelsLast(),
            LARGE_BATCH));
  }

  /**
   * What part of the machine's peak a step reaches, and what part of a step is the optimizer's and
   * what is neither convolution nor product of matrices.
   */
  static List<Measurement> ofShares() {
    return List.of(
        peakShare("peak-share.resnet18.b128", RESNET_128, PEAK_SHARE),
        peakShare("peak-share.small-cnn.b256", CLIP_256, Double.NaN),
        peakShare("peak-share.towers-tiny.b128", TINY_128, Double.NaN),
        optimizerShare("optimizer-share.resnet18.b128", RESNET_128),
        optimizerShare("optimizer-share.small-cnn.b64", CLIP_64),
        optimizerShare("optimizer-share.small-cnn.b256", CLIP_256),
        optimizerShare("optimizer-share.towers-tiny.b128", TINY_128),
        outsideKernels("outside-kernels.resnet18.b128", RESNET_128),
        outsideKernels("outside-kernels.small-cnn.b256", CLIP_256),
        outsideKernels("outside-kernels.towers-tiny.b128", TINY_128),
        outsideKernels("outside-kernels.fusion-mcr.b256", MCR_256));
  }

  /** Memory of a whole training process beside one on libtorch. */
  static List<Measurement> ofMemory() {
    return List.of(
        memory("memory.small-cnn.b1024", CLIP_1024, CLIP_1024.peer()),
        memory("memory.resnet18.b128", RESNET_128, RESNET_128.peer()),
        memory("memory.towers-tiny.b128", TINY_128, TINY_128.peerWithChannelsLast()));
  }

  private static Measurement memory(String id, Workload ours, Workload peer) {
    return new Measurement(id, ours, Quantity.RESIDENT, peer, Quantity.RESIDENT, BenchResult.EVEN);
  }

  private static Measurement peakShare(String id, Workload step, double bar) {
    return Measurement.share(
        id, step, Quantity.COMPUTE, Workload.MATRIX_PEAK, Quantity.COMPUTE, bar);
  }

  private static Measurement optimizerShare(String id, Workload step) {
    return Measurement.share(id, step, Quantity.UPDATE, step, Quantity.STEP, OPTIMIZER_SHARE);
  }

  private static Measurement outsideKernels(String id, Workload step) {
    Workload profiled = step.profiled();
    return Measurement.share(
        id, profiled, Quantity.OUTSIDE_KERNELS, profiled, Quantity.STEP, OUTSIDE_KERNELS);
  }

  /** Data, inference, allocator, starts. */
  static List<Measurement> ofTheRest() {
    Workload simclr256 = Workload.bare(SIMCLR, 256);
    Workload read64 = Workload.readShards(CAPTIONED, 256, 64);
    Workload tokenizer = Workload.of(Workload.Program.TOKENIZER, 1_000_000);
    Workload read128 = Workload.readShards(CAPTIONED, 256, 128);
    return List.of(
        Measurement.of(
            "encode.small-cnn.b1024",
            Workload.encode(Workload.Program.ENCODE_ONNX, 1024),
            Workload.encode(Workload.Program.ENCODE_TORCH, 1024)),
        Measurement.of(
            "encode.small-cnn.b1",
            Workload.encode(Workload.Program.ENCODE_ONNX, 1),
            Workload.encode(Workload.Program.ENCODE_TORCH, 1)),
        Measurement.of("allocator.b256", CLIP_256, CLIP_256.withPlainAllocator()),
        Measurement.of("allocator.b1024", CLIP_1024, CLIP_1024.withPlainAllocator()),
        Measurement.of("train-step.colored.multi.b256", CLIP_256.withFreshBatches(), CLIP_256),
        Measurement.of("train-step.colored.single.b256", simclr256.withFreshBatches(), simclr256),
        Measurement.of("read-shards.jpeg.64", read64, read64.trainingOnShards(), READING),
        Measurement.of("read-shards.jpeg.128", read128, read128.trainingOnShards(), READING),
        Measurement.alone(
            "search.exact.100k", Workload.of(Workload.Program.SEARCH, 100_000), QUERY_MILLISECONDS),
        new Measurement(
            "tokenizer.learn.1m",
            tokenizer,
            Quantity.LEARNING,
            null,
            Quantity.LEARNING,
            LEARNING_SECONDS),
        new Measurement(
            "tokenizer.encode", tokenizer, Quantity.RATE, null, Quantity.RATE, CAPTIONS_A_SECOND),
        Measurement.alone("cold-start.first-step", Workload.FIRST_STEP, FIRST_STEP_SECONDS),
        Measurement.alone("cold-start.classify", Workload.FIRST_ANSWER, Double.NaN));
  }
}
