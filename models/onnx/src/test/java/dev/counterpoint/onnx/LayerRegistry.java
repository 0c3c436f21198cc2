package dev.counterpoint.onnx;

import static dev.counterpoint.onnx.RegisteredBlock.image;

import ai.djl.modality.nlp.DefaultVocabulary;
import ai.djl.modality.nlp.embedding.TrainableWordEmbedding;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.LinearCollection;
import ai.djl.nn.core.Multiplication;
import ai.djl.nn.core.SparseMax;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.GhostBatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.nn.transformer.IdEmbedding;
import ai.djl.nn.transformer.PointwiseFeedForwardBlock;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import dev.counterpoint.onnx.RegisteredBlock.Case;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** DJL's own layers. A new one is one line. */
final class LayerRegistry {

  private LayerRegistry() {}

  private static final OnnxInput SEQUENCE = OnnxInput.of("x", -1, 5, 6);
  private static final OnnxInput LONG_SEQUENCE =
      OnnxInput.of("x", -1, -1, 6).withAxis(1, "time", 2, 40);

  static final List<RegisteredBlock> ALL =
      List.of(
          images("conv2d", r -> conv(r).build()),
          images("conv2d without bias", r -> conv(r).optBias(false).build()),
          images("conv2d, stride and padding", r -> strided(r).build()),
          images("conv2d, dilation", r -> conv(r).optDilation(new Shape(2, 3)).build()),
          images("conv2d, groups", r -> conv(r).optGroups(2).build()),
          new RegisteredBlock("conv1d", r -> new Case(conv1d(r), OnnxInput.of("x", -1, 4, 11))),
          new RegisteredBlock(
              "conv1d over a dynamic length",
              r -> new Case(conv1d(r), OnnxInput.of("x", -1, 4, -1).withAxis(2, "length", 8, 50))),
          new RegisteredBlock(
              "conv3d",
              r ->
                  new Case(
                      Conv3d.builder().setKernelShape(new Shape(2, 3, 2)).setFilters(3).build(),
                      OnnxInput.of("x", -1, 2, 4, 5, 6))),
          layer("linear, 2 axes", OnnxInput.of("x", -1, 7), () -> linear(5, true)),
          layer("linear without bias", OnnxInput.of("x", -1, 7), () -> linear(5, false)),
          layer("linear, 3 axes", SEQUENCE, () -> linear(5, true)),
          layer("linear, 4 axes", OnnxInput.of("x", -1, 2, 3, 7), () -> linear(5, false)),
          layer("linear over a dynamic length", LONG_SEQUENCE, () -> linear(5, true)),
          layer(
              "linear collection",
              OnnxInput.of("x", -1, 3, 4),
              () -> LinearCollection.builder().setUnits(6).build()),
          layer(
              "multiplication",
              OnnxInput.of("x", -1, 7),
              () -> Multiplication.builder().setUnits(1).build()),
          layer("sparse max", OnnxInput.of("x", -1, 7), () -> new SparseMax(-1, 3)),
          images("batch norm", r -> BatchNorm.builder().build()),
          images("batch norm, last axis", r -> BatchNorm.builder().optAxis(3).build()),
          layer("batch norm, 2 axes", OnnxInput.of("x", -1, 7), () -> BatchNorm.builder().build()),
          images(
              "batch norm, no scale, no centre",
              r -> BatchNorm.builder().optScale(false).optCenter(false).optEpsilon(1e-3f).build()),
          layer("layer norm", SEQUENCE, () -> LayerNorm.builder().build()),
          layer("layer norm, last axis", SEQUENCE, () -> LayerNorm.builder().axis(2).build()),
          layer("dropout", SEQUENCE, () -> Dropout.builder().optRate(0.7f).build()),
          images("max pool", r -> Pool.maxPool2dBlock(new Shape(2, 3), new Shape(2, 1))),
          images(
              "max pool, rounded up",
              r -> Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), true)),
          images("average pool", r -> Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2))),
          images("average pool, padding counts", r -> average(false, true)),
          images("average pool, padding does not count", r -> average(false, false)),
          images("average pool, rounded up, padding counts", r -> average(true, true)),
          images("average pool, rounded up", r -> average(true, false)),
          images(
              "power-average pool", r -> Pool.lpPool2dBlock(2, new Shape(2, 2), new Shape(2, 1))),
          images("global average pool", r -> Pool.globalAvgPool2dBlock()),
          images("global max pool", r -> Pool.globalMaxPool2dBlock()),
          images("global power-average pool", r -> Pool.globalLpPool2dBlock(2)),
          layer(
              "max pool 1d",
              OnnxInput.of("x", -1, 3, 9),
              () -> Pool.maxPool1dBlock(new Shape(3), new Shape(2), new Shape(1), true)),
          layer(
              "average pool 3d",
              OnnxInput.of("x", -1, 2, 4, 4, 4),
              () -> Pool.avgPool3dBlock(new Shape(2, 2, 2), new Shape(2, 2, 2))),
          images("relu", r -> Activation.reluBlock()),
          images("sigmoid", r -> Activation.sigmoidBlock()),
          images("tanh", r -> Activation.tanhBlock()),
          images("softplus", r -> Activation.softPlusBlock()),
          images("softsign", r -> Activation.softSignBlock()),
          images("leaky relu", r -> Activation.leakyReluBlock(0.2f)),
          images("elu", r -> Activation.eluBlock(0.7f)),
          images("selu", r -> Activation.seluBlock()),
          images("gelu", r -> Activation.geluBlock()),
          images("swish", r -> Activation.swishBlock(1.3f)),
          images("mish", r -> Activation.mishBlock()),
          layer(
              "id embedding",
              OnnxInput.of("ids", -1, 5).as(DataType.INT64).between(0, 9),
              LayerRegistry::embedding),
          layer(
              "word embedding",
              OnnxInput.of("ids", -1, -1)
                  .withAxis(1, "length", 1, 50)
                  .as(DataType.INT64)
                  .between(0, 9),
              LayerRegistry::wordEmbedding),
          layer("rnn, tanh", SEQUENCE, () -> rnn(RNN.Activation.TANH, 1, false)),
          layer("rnn, relu, 2 layers", SEQUENCE, () -> rnn(RNN.Activation.RELU, 2, true)),
          layer("lstm", SEQUENCE, () -> LSTM.builder().setStateSize(4).setNumLayers(1).build()),
          layer(
              "lstm, 2 layers, all outputs, dynamic length",
              LONG_SEQUENCE,
              () ->
                  LSTM.builder()
                      .setStateSize(4)
                      .setNumLayers(2)
                      .optDropRate(0.5f)
                      .optReturnState(true)
                      .build()),
          layer(
              "lstm, both directions, without biases",
              SEQUENCE,
              () ->
                  LSTM.builder()
                      .setStateSize(4)
                      .setNumLayers(2)
                      .optBidirectional(true)
                      .optHasBiases(false)
                      .optReturnState(true)
                      .build()),
          layer(
              "lstm, time first",
              OnnxInput.of("x", 5, -1, 6).withAxis(1, "batch", 1, 100),
              () -> LSTM.builder().setStateSize(4).setNumLayers(1).optBatchFirst(false).build()),
          layer(
              "gru",
              SEQUENCE,
              () -> GRU.builder().setStateSize(4).setNumLayers(2).optReturnState(true).build()),
          layer(
              "gru, both directions, without biases",
              LONG_SEQUENCE,
              () ->
                  GRU.builder()
                      .setStateSize(4)
                      .setNumLayers(1)
                      .optBidirectional(true)
                      .optHasBiases(false)
                      .build()),
          layer("attention", OnnxInput.of("x", -1, 5, 6), () -> attention()),
          layer("attention over a dynamic length", LONG_SEQUENCE, () -> attention()),
          new RegisteredBlock(
              "attention with a mask",
              r ->
                  new Case(
                      attention(),
                      OnnxInput.of("x", -1, 5, 6),
                      OnnxInput.of("mask", -1, 5, 5).as(DataType.INT64))),
          new RegisteredBlock(
              "attention, keys, queries, values and mask",
              r ->
                  new Case(
                      attention(),
                      OnnxInput.of("keys", -1, 5, 6),
                      OnnxInput.of("queries", -1, 4, 6),
                      OnnxInput.of("values", -1, 5, 6),
                      OnnxInput.of("mask", -1, 4, 5).as(DataType.INT64))),
          layer(
              "transformer encoder",
              SEQUENCE,
              () -> new TransformerEncoderBlock(6, 2, 8, 0.1f, Activation::gelu)),
          layer(
              "pointwise feed forward",
              SEQUENCE,
              () -> new PointwiseFeedForwardBlock(List.of(9, 7), 5, Activation::relu)),
          layer(
              "parallel",
              OnnxInput.of("x", -1, 7),
              () ->
                  new ParallelBlock(
                      outputs -> new NDList(outputs.get(0).head().concat(outputs.get(1).head(), 1)),
                      List.of(linear(3, true), linear(2, false)))),
          images(
              "convolution, norm, activation, linear",
              r ->
                  new SequentialBlock()
                      .add(conv(r).build())
                      .add(BatchNorm.builder().build())
                      .add(Activation::relu)
                      .add(Blocks.batchFlattenBlock())
                      .add(linear(5, true))),
          layer(
              "ghost batch norm, one virtual batch",
              OnnxInput.of("x", -1, 7).withAxis(0, "batch", 2, 128),
              () -> GhostBatchNorm.builder().optVirtualBatchSize(128).build()));

  private static RegisteredBlock images(String name, Function<Random, Block> make) {
    return new RegisteredBlock(name, random -> image(make.apply(random), random, 4, 7));
  }

  private static RegisteredBlock layer(String name, OnnxInput input, Supplier<Block> make) {
    return new RegisteredBlock(name, random -> new Case(make.get(), input));
  }

  private static Conv2d.Builder conv(Random random) {
    return Conv2d.builder()
        .setKernelShape(new Shape(1 + random.nextInt(3), 1 + random.nextInt(3)))
        .setFilters(2 + 2 * random.nextInt(3));
  }

  private static Conv2d.Builder strided(Random random) {
    return conv(random)
        .optStride(new Shape(2, 1 + random.nextInt(2)))
        .optPadding(new Shape(random.nextInt(3), 1));
  }

  private static Block conv1d(Random random) {
    return Conv1d.builder()
        .setKernelShape(new Shape(1 + random.nextInt(3)))
        .setFilters(3)
        .optPadding(new Shape(random.nextInt(2)))
        .build();
  }

  private static Block average(boolean roundsUp, boolean counts) {
    return Pool.avgPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), roundsUp, counts);
  }

  private static Block linear(int units, boolean bias) {
    return Linear.builder().setUnits(units).optBias(bias).build();
  }

  private static Block attention() {
    return ScaledDotProductAttentionBlock.builder().setEmbeddingSize(6).setHeadCount(2).build();
  }

  private static Block embedding() {
    return new IdEmbedding.Builder().setDictionarySize(9).setEmbeddingSize(4).build();
  }

  private static Block wordEmbedding() {
    List<String> words = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
    return TrainableWordEmbedding.builder()
        .setVocabulary(new DefaultVocabulary(words))
        .setEmbeddingSize(4)
        .build();
  }

  private static Block rnn(RNN.Activation activation, int layers, boolean returnsState) {
    return RNN.builder()
        .setActivation(activation)
        .setStateSize(4)
        .setNumLayers(layers)
        .optReturnState(returnsState)
        .build();
  }
}
