package dev.counterpoint.models.encoder;

import ai.djl.nn.*;
import ai.djl.nn.core.Linear;

public final class LinearEncoder {
  private LinearEncoder() {}

  public static Block create(int features) {
    return new SequentialBlock().add(Linear.builder().setUnits(features).build());
  }
}
