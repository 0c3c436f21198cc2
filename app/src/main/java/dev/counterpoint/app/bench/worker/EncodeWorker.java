package dev.counterpoint.app.bench.worker;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.counterpoint.app.bench.protocol.StepTimer;
import dev.counterpoint.app.file.TemporaryFolder;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.inference.ImageModel;
import dev.counterpoint.inference.Layer;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.bundle.BundleWriter;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.GraphSpec;
import dev.counterpoint.inference.config.Task;
import dev.counterpoint.inference.config.TensorSpec;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Encodes pictures that are tensors already, with one encoder: through ONNX Runtime as a bundle
 * does, or through DJL's PyTorch engine as a DJL user does. The export compares the two, so that
 * both compute the same.
 */
public final class EncodeWorker {

  private static final String ENCODER = "encoder";
  private static final int FEATURES = 128;
  private static final int SIDE = 28;
  private static final int PIXELS = 3 * SIDE * SIDE;

  /** Pictures that the engine gets at a time; more are slower. */
  private static final int CHUNK = 64;

  private EncodeWorker() {}

  /** Measures: {@code onnx|torch PICTURES SECONDS}. */
  public static void main(String[] arguments) throws IOException {
    WorkerStart.prepare();
    int pictures = Integer.parseInt(arguments[1]);
    StepTimer timer = new StepTimer(Double.parseDouble(arguments[2]));
    FloatBuffer pixels = drawn(pictures);
    FloatBuffer features = direct(pictures * FEATURES);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu());
        Network network = new Network(manager, RandomAddress.seed(1))) {
      network.add(ENCODER, Encoders.create("small-cnn", FEATURES), new Shape(1, 3, SIDE, SIDE));
      Block block = network.block(ENCODER);
      if (arguments[0].equals("onnx")) {
        try (ImageModel model = bundled(block)) {
          System.out.println(
              timer.time(() -> model.encode(pixels, Layer.FEATURES, features)).line());
        }
      } else {
        ParameterStore store = new ParameterStore(network.manager(), false);
        System.out.println(
            timer.time(() -> forward(block, store, manager, pixels, features)).line());
      }
    }
  }

  private static void forward(
      Block block,
      ParameterStore store,
      NDManager parent,
      FloatBuffer pixels,
      FloatBuffer features) {
    int count = pixels.remaining() / PIXELS;
    for (int from = 0; from < count; from += CHUNK) {
      int size = Math.min(CHUNK, count - from);
      try (NDManager manager = parent.newSubManager()) {
        NDArray batch =
            manager.create(
                pixels.slice(from * PIXELS, size * PIXELS), new Shape(size, 3, SIDE, SIDE));
        NDArray result = block.forward(store, new NDList(batch), false).singletonOrThrow();
        features.put(from * FEATURES, result.toFloatArray());
      }
    }
  }

  private static ImageModel bundled(Block block) throws IOException {
    byte[][] model = new byte[1][];
    OnnxExporter.of(block)
        .input(BundleConfig.PIXEL_VALUES, -1, 3, SIDE, SIDE)
        .outputs(BundleConfig.FEATURES)
        .toBytes(bytes -> model[0] = bytes);
    GraphSpec graph =
        new GraphSpec(
            "model.onnx",
            List.of(TensorSpec.float32(BundleConfig.PIXEL_VALUES, -1, 3, SIDE, SIDE)),
            List.of(TensorSpec.float32(BundleConfig.FEATURES, -1, FEATURES)));
    BundleConfig config =
        new BundleConfig(
            "bench",
            Task.FEATURES,
            graph,
            Optional.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            List.of(),
            null);
    try (TemporaryFolder folder = TemporaryFolder.create("bench")) {
      Bundle bundle =
          new BundleWriter(config, PicturePreparation.unit(SIDE, SIDE, Resize.STRETCH), model[0])
              .write(folder.path().resolve("bundle"));
      return ImageModel.open(bundle, RuntimeOptions.standard().withWorkers(1));
    }
  }

  private static FloatBuffer drawn(int pictures) {
    SplittableRandom random = new SplittableRandom(1);
    FloatBuffer pixels = direct(pictures * PIXELS);
    while (pixels.hasRemaining()) {
      pixels.put((float) random.nextDouble());
    }
    return pixels.flip();
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
