package dev.counterpoint.models.encoder;

import ai.djl.nn.*;
import ai.djl.nn.core.Linear;

public final class ProjectionHeads {
  private ProjectionHeads() {}

  public static Block identity() {
    return Blocks.identityBlock();
  }

  public static Block linear(int n) {
    return new SequentialBlock().add(Linear.builder().setUnits(n).build());
  }

  public static Block reluLinear(int n) {
    return new SequentialBlock()
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(n).build());
  }
}
