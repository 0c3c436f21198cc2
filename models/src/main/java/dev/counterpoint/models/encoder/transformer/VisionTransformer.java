package dev.counterpoint.models.encoder.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.counterpoint.models.network.FirstValues;
import java.util.OptionalDouble;

/**
 * ViT (Dosovitskiy et al. 2021, "An Image is Worth 16x16 Words"): patches through one convolution
 * whose stride is its kernel, a class token before them, learned positions, pre-LN blocks, and a
 * LayerNorm over what is read. With {@link VisionSettings#clip} it is the image tower of CLIP.
 *
 * <p>{@code (N, C, H, W) float32 -> (N, features)}, H and W multiples of the patch and the same
 * always. With P = (H / patch)(W / patch) it has {@code C patch^2 width (+ width) + (P + 1) width +
 * width + layers (12 width^2 + 13 width) + 2 width} parameters, 2 width more with the norm before
 * the blocks, and width x features more where they differ.
 */
public final class VisionTransformer extends AbstractBlock implements FirstValues {

  private static final byte VERSION = 1;

  private final VisionSettings settings;
  private final int features;
  private final Parameter patchWeight;
  private final Parameter patchBias;
  private final Parameter classToken;
  private final Parameter positions;
  private final Norm normBefore;
  private final Norm normAfter;
  private final Parameter projection;
  private final TransformerStack blocks;
  private Shape example;

  /**
   * An encoder that is not initialised.
   *
   * @param features width of the result; at the width of the blocks it is the pooled token itself,
   *     otherwise a linear map without bias follows
   * @throws IllegalArgumentException if features is below 1
   */
  public VisionTransformer(VisionSettings settings, int features) {
    super(VERSION);
    if (features < 1) {
      throw new IllegalArgumentException("features must be at least 1, found " + features);
    }
    this.settings = settings;
    this.features = features;
    int width = settings.size().width();
    boolean hasClassToken = settings.pooling() == VisionSettings.Pooling.CLASS_TOKEN;
    patchWeight = addParameter(parameter("patchWeight", Parameter.Type.WEIGHT));
    patchBias =
        settings.patchBias() ? addParameter(parameter("patchBias", Parameter.Type.BIAS)) : null;
    classToken = hasClassToken ? addParameter(parameter("classToken", Parameter.Type.BIAS)) : null;
    positions = addParameter(parameter("positions", Parameter.Type.WEIGHT));
    normBefore =
        settings.normBefore()
            ? new Norm(
                addParameter(Norm.gamma("normBeforeGamma", width)),
                addParameter(Norm.beta("normBeforeBeta", width)))
            : null;
    normAfter =
        new Norm(
            addParameter(Norm.gamma("normAfterGamma", width)),
            addParameter(Norm.beta("normAfterBeta", width)));
    projection =
        features == width
            ? null
            : addParameter(parameter("projectionWeight", Parameter.Type.WEIGHT));
    blocks = TransformerStack.of(settings.size());
    blocks.blocks().forEach(block -> addChildBlock("layer", block));
  }

  private static Parameter parameter(String name, Parameter.Type type) {
    return Parameter.builder().setName(name).setType(type).build();
  }

  /** CLIP's; the patches' is that of a convolution of PyTorch. */
  @Override
  public OptionalDouble deviation(Parameter parameter) {
    if (parameter == patchWeight) {
      Shape shape = parameter.getShape();
      return OptionalDouble.of(1 / Math.sqrt(3 * shape.slice(1).size()));
    }
    return parameter == positions || parameter == classToken || parameter == projection
        ? OptionalDouble.of(1 / Math.sqrt(settings.size().width()))
        : OptionalDouble.empty();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
    NDArray pictures = inputs.singletonOrThrow();
    requireSize(pictures.getShape());
    NDArray tokens = tokens(pictures, store, training); // (N, P or P + 1, width)
    tokens = tokens.add(value(positions, store, pictures, training));
    if (normBefore != null) {
      tokens = normBefore.of(tokens, store, training);
    }
    NDArray pooled = normAfter.of(pool(tokens, store, training), store, training);
    if (projection == null) {
      return new NDList(pooled);
    }
    return Linear.linear(pooled, value(projection, store, pictures, training));
  }

  private NDArray pool(NDArray tokens, ParameterStore store, boolean training) {
    if (classToken == null) {
      return blocks.all(store, tokens, null, training).mean(new int[] {1});
    }
    NDManager manager = tokens.getManager();
    long others = tokens.getShape().get(1) - 1;
    NDArray first =
        manager.ones(new Shape(1, 1, 1)).concat(manager.zeros(new Shape(1, 1, others)), 2);
    return blocks.one(store, tokens, null, first, null, training);
  }

  private NDArray tokens(NDArray pictures, ParameterStore store, boolean training) {
    int width = settings.size().width();
    int patch = settings.patch();
    Shape stride = new Shape(patch, patch);
    NDArray weight = value(patchWeight, store, pictures, training);
    NDArray bias = patchBias == null ? null : value(patchBias, store, pictures, training);
    NDArray patches =
        Conv2d.conv2d(pictures, weight, bias, stride, new Shape(0, 0), new Shape(1, 1), 1)
            .singletonOrThrow() // (N, width, H / patch, W / patch)
            .reshape(-1, width, patches(example))
            .transpose(0, 2, 1);
    if (classToken == null) {
      return patches;
    }
    NDArray first =
        pictures
            .getManager()
            .zeros(new Shape(pictures.getShape().get(0), 1, width))
            .add(value(classToken, store, pictures, training));
    return first.concat(patches, 1);
  }

  private static NDArray value(
      Parameter parameter, ParameterStore store, NDArray input, boolean training) {
    return store.getValue(parameter, input.getDevice(), training);
  }

  private long patches(Shape pictures) {
    return pictures.get(2) / settings.patch() * (pictures.get(3) / settings.patch());
  }

  private void requireSize(Shape pictures) {
    if (!pictures.slice(1).equals(example.slice(1))) {
      throw PatchException.otherSize(pictures, example.get(1), example.get(2), example.get(3));
    }
  }

  @Override
  protected void prepare(Shape[] inputs) {
    Shape pictures = inputs[0];
    int patch = settings.patch();
    if (pictures.get(2) < patch
        || pictures.get(2) % patch != 0
        || pictures.get(3) < patch
        || pictures.get(3) % patch != 0) {
      throw PatchException.notDivisible(pictures, patch);
    }
    example = pictures;
    int width = settings.size().width();
    patchWeight.setShape(new Shape(width, pictures.get(1), patch, patch));
    if (patchBias != null) {
      patchBias.setShape(new Shape(width));
    }
    if (classToken != null) {
      classToken.setShape(new Shape(width));
    }
    positions.setShape(new Shape(patches(pictures) + (classToken == null ? 0 : 1), width));
    if (projection != null) {
      projection.setShape(new Shape(features, width));
    }
  }

  @Override
  protected void initializeChildBlocks(
      NDManager manager, ai.djl.ndarray.types.DataType dataType, Shape... inputs) {
    long tokens = positions.getShape().get(0);
    Shape shape = new Shape(inputs[0].get(0), tokens, settings.size().width());
    blocks.blocks().forEach(block -> block.initialize(manager, dataType, shape));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), features)};
  }
}
