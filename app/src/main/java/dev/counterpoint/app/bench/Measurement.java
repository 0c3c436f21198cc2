package dev.counterpoint.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A comparison: ours over peer in samples a second, or in memory.
 *
 * @param id stands in the results, stays the same from version to version
 * @param ours what is looked at
 * @param peer what it is compared with: the peer's program, or another workload of our own
 */
record Measurement(String id, Workload ours, Workload peer) {

  private static final String CLIP = "colored-mnist-clip";
  private static final String CAPTIONED = "image-caption-clip";
  private static final String SIMCLR = "colored-mnist-simclr";

  /** All of them; a new one is one line here. */
  static List<Measurement> all() {
    Workload clip256 = Workload.bare(CLIP, 256);
    Workload clip1024 = Workload.bare(CLIP, 1024);
    Workload simclr256 = Workload.bare(SIMCLR, 256);
    Workload tiny128 = Workload.bare(Towers.TINY.name(), 128);
    Workload small64 = Workload.bare(Towers.SMALL.name(), 64);
    Workload mlp256 = Workload.bare(Fusions.MLP_MCR.name(), 256);
    Workload mlpJoint256 = Workload.bare(Fusions.MLP_JOINT.name(), 256);
    Workload read64 = Workload.readShards(CAPTIONED, 256, 64);
    Workload read128 = Workload.readShards(CAPTIONED, 256, 128);
    List<Measurement> all = new ArrayList<>(ofMethods());
    all.addAll(
        List.of(
            new Measurement("train-step.towers-tiny.b128", tiny128, tiny128.peerWithChannelsLast()),
            new Measurement("train-step.towers-small.b64", small64, small64.peerWithChannelsLast()),
            new Measurement("train-step.small-cnn.b256", clip256, clip256.peer()),
            new Measurement(
                "train-step.small-cnn.channels-last.b256", clip256, clip256.peerWithChannelsLast()),
            new Measurement(
                "encode.small-cnn.b1024",
                Workload.encode(Workload.Program.ENCODE_ONNX, 1024),
                Workload.encode(Workload.Program.ENCODE_TORCH, 1024)),
            new Measurement(
                "encode.small-cnn.b1",
                Workload.encode(Workload.Program.ENCODE_ONNX, 1),
                Workload.encode(Workload.Program.ENCODE_TORCH, 1)),
            new Measurement("allocator.b256", clip256, clip256.withPlainAllocator()),
            new Measurement("train-step.colored.multi.b256", clip256.withFreshBatches(), clip256),
            new Measurement("train-step.small-cnn.b1024", clip1024, clip1024.peer()),
            new Measurement(
                "train-step.small-cnn.channels-last.b1024",
                clip1024,
                clip1024.peerWithChannelsLast()),
            new Measurement("allocator.b1024", clip1024, clip1024.withPlainAllocator()),
            new Measurement(
                "train-step.colored.single.b256", simclr256.withFreshBatches(), simclr256),
            new Measurement("fusion-step.mcr.mlp.b256", mlp256, mlpJoint256),
            new Measurement(
                "fusion-step.mcr.mlp.memory.b256", mlp256.memory(), mlpJoint256.memory()),
            new Measurement("read-shards.jpeg.64", read64, read64.trainingOnShards()),
            new Measurement("read-shards.jpeg.128", read128, read128.trainingOnShards())));
    return all;
  }

  /** Each method's step beside a joint step: the peer's time is the shorter one, as a rule. */
  private static List<Measurement> ofMethods() {
    Workload joint = Workload.bare(Fusions.CNN_JOINT.name(), 256);
    List<Measurement> all = new ArrayList<>();
    for (String method : Fusions.METHODS) {
      Workload step = Workload.bare(Fusions.cnn(method).name(), 256);
      all.add(new Measurement("fusion-step." + method + ".b256", step, joint));
      all.add(
          new Measurement("fusion-step." + method + ".memory.b256", step.memory(), joint.memory()));
    }
    return all;
  }

  /** Whether another program is measured as well. */
  boolean needsPeer() {
    return peer.program().isPeer();
  }

  /** Whether it says anything only where the launcher's allocator settings are in force. */
  boolean needsAllocatorSettings() {
    return ours.allocatorSettings() != peer.allocatorSettings();
  }

  /** Each workload once, those that are compared side by side. */
  static List<Workload> workloads(List<Measurement> measurements) {
    Set<Workload> workloads = new LinkedHashSet<>();
    measurements.forEach(
        measurement -> {
          workloads.add(measurement.peer());
          workloads.add(measurement.ours());
        });
    return new ArrayList<>(workloads);
  }
}
