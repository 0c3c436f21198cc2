package dev.counterpoint.onnx;

import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints what the export of a ResNet-18 costs: seconds, and the largest resident memory beyond that
 * before the export, in multiples of the parameters. Counted is all that the process has resident:
 * weights, arrays, the Java heap, code that is loaded, and memory that the allocators keep.
 * Arguments: the side of the pictures (32). Give it {@code -Xmx48m}: more heap is resident garbage,
 * not need. Linux only (reads /proc).
 */
final class ResNetCost {

  private ResNetCost() {}

  public static void main(String[] arguments) throws IOException {
    int side = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 32;
    Path file = Files.createTempFile("resnet18", ".onnx");
    try (NDManager manager = NDManager.newBaseManager()) {
      // Engines and classes are loaded once per process, by a small export.
      Block warm = ModelRegistry.ALL.get(0).make().apply(null).block();
      warm.initialize(manager, DataType.FLOAT32, new Shape(2, 12));
      OnnxExporter.of(warm).input("x", -1, 12).toBytes(bytes -> {});
      Block block = resNet18();
      block.initialize(manager, DataType.FLOAT32, new Shape(2, 3, side, side));
      long parameters =
          block.getParameters().values().stream().mapToLong(p -> 4 * p.getArray().size()).sum();
      long before = status("VmRSS");
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
      long start = System.nanoTime();
      OnnxExport export = OnnxExporter.of(block).input("image", -1, 3, side, side).toFile(file);
      double seconds = (System.nanoTime() - start) / 1e9;
      long more = status("VmHWM") - before;
      System.out.printf(
          "%.2f s, parameters %,d bytes, peak beyond %,d bytes (x %.2f), with the block's own x %.2f,"
              + " largest difference %.1e%n",
          seconds,
          parameters,
          more,
          (double) more / parameters,
          1 + (double) more / parameters,
          export.parity().largestAbsolute());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * The network of He et al. 2015, table 1, with 11.7 million parameters; DJL's has 1.4 million.
   */
  private static Block resNet18() {
    SequentialBlock network =
        new SequentialBlock()
            .add(
                Conv2d.builder()
                    .setKernelShape(new Shape(7, 7))
                    .setFilters(64)
                    .optStride(new Shape(2, 2))
                    .optPadding(new Shape(3, 3))
                    .optBias(false)
                    .build())
            .add(BatchNorm.builder().build())
            .add(Activation::relu)
            .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
    for (int stage = 0; stage < 4; stage++) {
      int filters = 64 << stage;
      Shape stride = stage == 0 ? new Shape(1, 1) : new Shape(2, 2);
      network.add(ResNetV1.residualUnit(filters, stride, stage == 0, false, 0.9f));
      network.add(ResNetV1.residualUnit(filters, new Shape(1, 1), true, false, 0.9f));
    }
    return network.add(Pool.globalAvgPool2dBlock()).add(Linear.builder().setUnits(1000).build());
  }

  private static long status(String key) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(key + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
