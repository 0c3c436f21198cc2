package dev.counterpoint.inference;

import dev.counterpoint.inference.config.BundleConfig;

/** What a model says of a picture. */
public enum Layer {
  /** The encoder's output, {@code F} numbers; what probes and other tasks are fitted on. */
  FEATURES(BundleConfig.FEATURES),
  /** The direction that is compared with captions, {@code D} numbers of length one. */
  EMBEDDING(BundleConfig.IMAGE_EMBEDS),
  /** A number for each class, before the softmax. */
  LOGITS(BundleConfig.LOGITS);

  private final String output;

  Layer(String output) {
    this.output = output;
  }

  /** The name of the output in the ONNX file. */
  public String output() {
    return output;
  }
}
