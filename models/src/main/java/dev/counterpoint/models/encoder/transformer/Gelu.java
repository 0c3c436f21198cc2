package dev.counterpoint.models.encoder.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/** The activation between the two linear layers of a block. */
public enum Gelu {

  /** {@code x / 2 (1 + erf(x / sqrt 2))} (Hendrycks and Gimpel 2016), as OpenCLIP has it. */
  EXACT {
    @Override
    NDArray of(NDArray x) {
      return Activation.gelu(x);
    }
  },

  /** {@code x sigmoid(1.702 x)}, which the weights that OpenAI published were trained with. */
  QUICK {
    @Override
    NDArray of(NDArray x) {
      // No number of Java: see CONTRIBUTING, what has a gradient.
      NDArray slope = x.getManager().full(new Shape(1), 1.702f);
      return x.mul(Activation.sigmoid(x.mul(slope)));
    }
  };

  abstract NDArray of(NDArray x);
}
