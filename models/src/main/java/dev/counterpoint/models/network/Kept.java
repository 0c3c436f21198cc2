package dev.counterpoint.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.Map;

/**
 * Numbers that a method remembers from step to step: parameters that have no gradient, so that they
 * are in every checkpoint and no optimizer changes them. They begin at zero.
 */
public final class Kept extends AbstractBlock {

  /**
   * Numbers that are not yet in a network.
   *
   * @param shapes by name, in the order in which they are stored
   */
  public Kept(Map<String, Shape> shapes) {
    shapes.forEach(
        (name, shape) ->
            addParameter(
                Parameter.builder()
                    .setName(name)
                    .setType(Parameter.Type.OTHER)
                    .optShape(shape)
                    .optRequiresGrad(false)
                    .optInitializer(Initializer.ZEROS)
                    .build()));
  }

  /** The array itself, which stays the network's. */
  public NDArray get(String name) {
    return getDirectParameters().get(name).getArray();
  }

  /** Copies values of the same shape into place, on the device. */
  public void put(String name, NDArray values) {
    get(name).set(new NDIndex("..."), values);
  }

  /**
   * There is nothing to compute.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
    throw new UnsupportedOperationException("a block of kept numbers has no forward pass");
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }
}
