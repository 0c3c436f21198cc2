package dev.counterpoint.models.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

public record Augmentation(double area, double flip) {
  public UnaryOperator<NDArray> warp(RandomAddress a, int n) {
    SplittableRandom r = a.stream();
    float[] m = new float[n * 6];
    for (int i = 0; i < n; i++) {
      double ar = area + (1 - area) * r.nextDouble();
      double logr = Math.log(3.0 / 4) + r.nextDouble() * 2 * Math.log(4.0 / 3);
      double w = Math.min(1, Math.sqrt(ar * Math.exp(logr))),
          h = Math.min(1, Math.sqrt(ar / Math.exp(logr)));
      m[i * 6] = (float) (r.nextDouble() < flip ? -w : w);
      m[i * 6 + 2] = (float) ((1 - w) * (2 * r.nextDouble() - 1));
      m[i * 6 + 4] = (float) h;
      m[i * 6 + 5] = (float) ((1 - h) * (2 * r.nextDouble() - 1));
    }
    return x -> AffineSampler.sample(x, x.getManager().create(m, new Shape(n, 6)));
  }

  public NDArray recolor(NDArray p, RandomAddress a) {
    return p;
  }
}
