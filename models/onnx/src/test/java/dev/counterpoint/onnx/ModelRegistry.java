package dev.counterpoint.onnx;

import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.basicmodelzoo.cv.classification.AlexNet;
import ai.djl.basicmodelzoo.cv.classification.GoogLeNet;
import ai.djl.basicmodelzoo.cv.classification.LeNet;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV1;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.NiN;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.basicmodelzoo.cv.classification.SqueezeNet;
import ai.djl.basicmodelzoo.cv.classification.VGG;
import ai.djl.basicmodelzoo.cv.object_detection.ssd.SingleShotDetection;
import ai.djl.basicmodelzoo.cv.object_detection.yolo.YOLOV3;
import ai.djl.basicmodelzoo.tabular.TabNet;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.transformer.BertBlock;
import ai.djl.nn.transformer.BertNextSentenceBlock;
import ai.djl.nn.transformer.BertPretrainingBlock;
import dev.counterpoint.onnx.RegisteredBlock.Case;
import java.util.List;
import java.util.function.Supplier;

/** The networks of DJL's model zoo, small where they can be made so. A new one is one line. */
final class ModelRegistry {

  private ModelRegistry() {}

  private static final OnnxInput TOKENS =
      OnnxInput.of("tokens", -1, 7).as(DataType.INT64).between(0, 20);
  private static final OnnxInput TYPES =
      OnnxInput.of("types", -1, 7).as(DataType.INT64).between(0, 2);
  private static final OnnxInput MASK =
      OnnxInput.of("mask", -1, 7).as(DataType.INT64).between(0, 2);
  private static final OnnxInput MASKED =
      OnnxInput.of("masked", -1, 2).as(DataType.INT64).between(0, 7);

  static final List<RegisteredBlock> ALL =
      List.of(
          new RegisteredBlock(
              "mlp", r -> new Case(new Mlp(12, 3, new int[] {9, 5}), OnnxInput.of("x", -1, 12))),
          image("lenet", 1, 28, () -> LeNet.builder().build()),
          image("resnet 18", 3, 32, () -> resNet(18)),
          image("resnet 50", 3, 32, () -> resNet(50)),
          image("vgg 11", 3, 32, () -> VGG.builder().setOutSize(3).setNumLayers(11).build()),
          image("mobilenet v1", 3, 32, () -> MobileNetV1.builder().setOutSize(3).build()),
          image("mobilenet v2", 3, 32, () -> MobileNetV2.builder().setOutSize(3).build()),
          image("squeezenet", 3, 48, () -> SqueezeNet.squeezenet(3)),
          image("googlenet", 1, 48, () -> GoogLeNet.builder().setOutSize(3).build()),
          image("alexnet", 1, 96, () -> AlexNet.builder().setOutSize(3).build()),
          image("network in network", 1, 96, () -> NiN.builder().build()),
          image("yolo v3", 3, 64, () -> YOLOV3.builder().setNumClasses(2).build()),
          image("single shot detection", 3, 64, ModelRegistry::detection),
          new RegisteredBlock(
              "tabnet",
              r ->
                  new Case(
                      TabNet.builder().setInputDim(9).setOutDim(3).build(),
                      OnnxInput.of("x", -1, 9).withAxis(0, "batch", 2, 100))),
          new RegisteredBlock("bert", r -> new Case(bert(), TOKENS, TYPES, MASK)),
          new RegisteredBlock(
              "bert pretraining",
              r ->
                  // At batch 1 the block squeezes its batch away and fails on the result.
                  new Case(
                      new BertPretrainingBlock(bertBuilder()),
                      TOKENS.withAxis(0, "batch", 2, 100),
                      TYPES,
                      MASK,
                      MASKED)),
          new RegisteredBlock(
              "bert next sentence",
              r -> new Case(new BertNextSentenceBlock(), OnnxInput.of("pooled", -1, 8))));

  private static RegisteredBlock image(String name, int channels, int size, Supplier<Block> make) {
    return new RegisteredBlock(
        name, random -> new Case(make.get(), OnnxInput.of("image", -1, channels, size, size)));
  }

  static Block resNet(int layers) {
    return ResNetV1.builder()
        .setImageShape(new Shape(3, 32, 32))
        .setNumLayers(layers)
        .setOutSize(10)
        .build();
  }

  private static BertBlock.Builder bertBuilder() {
    return BertBlock.builder()
        .setTokenDictionarySize(20)
        .optTypeDictionarySize(2)
        .optEmbeddingSize(8)
        .optTransformerBlockCount(2)
        .optAttentionHeadCount(2)
        .optHiddenSize(12)
        .optMaxSequenceLength(7);
  }

  private static Block bert() {
    return bertBuilder().build();
  }

  private static Block detection() {
    return SingleShotDetection.builder()
        .setNumClasses(2)
        .setNumFeatures(2)
        .optGlobalPool(false)
        .setRatios(List.of(List.of(1f, 2f), List.of(1f, 2f), List.of(1f, 2f)))
        .setSizes(List.of(List.of(0.2f), List.of(0.4f), List.of(0.6f)))
        .setBaseNetwork(SingleShotDetection.getDownSamplingBlock(4))
        .build();
  }
}
