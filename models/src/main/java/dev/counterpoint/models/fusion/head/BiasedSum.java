package dev.counterpoint.models.fusion.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** The sum of all inputs and a bias, {@code (..., P)}; leading axes are broadcast. */
final class BiasedSum extends AbstractBlock {

  private static final byte VERSION = 1;

  private final Parameter bias;

  BiasedSum(int width) {
    super(VERSION);
    bias =
        addParameter(
            Parameter.builder()
                .setName("bias")
                .setType(Parameter.Type.BIAS)
                .optShape(new Shape(width))
                .build());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
    NDArray sum = inputs.head();
    for (int i = 1; i < inputs.size(); i++) {
      sum = sum.add(inputs.get(i));
    }
    return new NDList(sum.add(store.getValue(bias, sum.getDevice(), training)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
