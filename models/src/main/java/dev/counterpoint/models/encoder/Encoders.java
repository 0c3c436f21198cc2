package dev.counterpoint.models.encoder;

import ai.djl.nn.Block;

public final class Encoders {
  private Encoders() {}

  public static Block create(String name, int features) {
    return SmallConvEncoder.create(features);
  }
}
