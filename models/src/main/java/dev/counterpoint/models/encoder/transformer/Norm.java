package dev.counterpoint.models.encoder.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;

/**
 * LayerNorm over the last axis (Ba et al. 2016), with parameters of the block that has it.
 *
 * @param gamma {@code (width)}
 * @param beta {@code (width)}
 */
public record Norm(Parameter gamma, Parameter beta) {

  /** Of PyTorch and CLIP. */
  private static final float EPSILON = 1e-5f;

  /** The scale, 1 at first. */
  public static Parameter gamma(String name, long width) {
    return parameter(name, Parameter.Type.GAMMA, width);
  }

  /** The shift, 0 at first. */
  public static Parameter beta(String name, long width) {
    return parameter(name, Parameter.Type.BETA, width);
  }

  private static Parameter parameter(String name, Parameter.Type type, long width) {
    return Parameter.builder().setName(name).setType(type).optShape(new Shape(width)).build();
  }

  /**
   * Normalises.
   *
   * @param x {@code (..., width)}; the result belongs to its manager
   */
  public NDArray of(NDArray x, ParameterStore store, boolean training) {
    NDArray scale = store.getValue(gamma, x.getDevice(), training);
    NDArray shift = store.getValue(beta, x.getDevice(), training);
    return LayerNorm.layerNorm(x, scale.getShape(), scale, shift, EPSILON).singletonOrThrow();
  }
}
