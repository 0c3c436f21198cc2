package dev.counterpoint.models.pretrained;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.safetensors.SafetensorsReader;
import dev.counterpoint.datasets.safetensors.SafetensorsWriter;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextPooling;
import dev.counterpoint.models.encoder.text.TextShape;
import dev.counterpoint.models.network.Network;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Not a test: seconds and memory of loading a file of ViT-B/32's size. {@code make FILE} writes one
 * with random numbers, {@code load FILE} gives it to towers, to be run with {@code -Xmx2g}.
 */
final class ClipWeightsMemory {

  private ClipWeightsMemory() {}

  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[1]);
    if (arguments[0].equals("make")) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
        SafetensorsWriter.write(out, ClipFile.VIT_B_32.huggingFace(1));
      }
      return;
    }
    try (NDManager manager = NDManager.newBaseManager();
        Network network = new Network(manager, RandomAddress.seed(1))) {
      network.add("image", Encoders.create("vit-b-32-quickgelu", 768), new Shape(1, 3, 224, 224));
      network.add("projection", ProjectionHeads.linear(512), new Shape(1, 768));
      network.add(
          "text",
          TextEncoders.create("text-clip-quickgelu", TextShape.CLIP, 512, TextPooling.CAUSAL_END),
          new Shape(1, 77));
      System.out.println("towers made; " + status());
      long start = System.nanoTime();
      ClipWeights weights = ClipWeights.of(path.toString(), SafetensorsReader.read(path));
      double read = (System.nanoTime() - start) / 1e9;
      weights.loadImage(network, "image", "projection");
      weights.loadText(network, "text");
      double loaded = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT, "read %.2f s, with loading %.2f s; %s%n", read, loaded, status());
    }
  }

  private static String status() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
        .toList()
        .toString();
  }
}
