package dev.counterpoint.app.export;

import dev.counterpoint.app.run.TrainedLearner;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.models.learner.ImageGraph;
import dev.counterpoint.onnx.OnnxExport;
import dev.counterpoint.onnx.OnnxExporter;

/** An export that leaves nothing but how far the model is from the network. */
public final class TrialExport {

  private TrialExport() {}

  /**
   * Exports what a learner makes of pictures, and compares on its device.
   *
   * @throws dev.counterpoint.onnx.error.OnnxExportException if it cannot be exported or differs
   */
  public static OnnxExport of(TrainedLearner trained) {
    ColoredDigits test = trained.environments().test();
    ImageGraph graph = trained.learner().imageGraph();
    return OnnxExporter.of(graph)
        .input(
            BundleConfig.PIXEL_VALUES,
            -1,
            test.palette().channels(),
            test.images().height(),
            test.images().width())
        .outputs(graph.outputs().toArray(new String[0]))
        .toBytes(bytes -> {});
  }
}
