package dev.counterpoint.models.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.optimizer.AdamW;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooEncoderTest {

  private static final int SEED = 13;
  private static final String CACHE = "DJL_CACHE_DIR";
  private static final Shape PICTURES = new Shape(4, 3, 28, 28);
  private static final String METADATA =
      """
      {"metadataVersion": "0.2", "resourceType": "model",
       "application": "cv/image_classification",
       "groupId": "test.zoo", "artifactId": "small-resnet", "name": "small",
       "artifacts": [{"version": "%1$s", "snapshot": false, "name": "small",
         "arguments": {"numLayers": 8, "outSize": 10, "imageShape": [3, 28, 28],
           "blockFactory": "ai.djl.basicmodelzoo.cv.classification.ResnetBlockFactory"},
         "files": {"parameters": {"uri": "%1$s/small-0000.params", "sha1Hash": "%2$s",
           "size": %3$d}}}]}
      """;

  @TempDir private Path folder;
  private NDManager manager;
  private String cacheBefore;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
    manager.getEngine().setRandomSeed(SEED);
    // After the engine has found its natives: DJL never replaces a cached model of a version.
    cacheBefore = System.getProperty(CACHE);
    System.setProperty(CACHE, folder.resolve("cache").toString());
  }

  @AfterEach
  void close() {
    if (cacheBefore == null) {
      System.clearProperty(CACHE);
    } else {
      System.setProperty(CACHE, cacheBefore);
    }
    manager.close();
  }

  @Test
  void aModelOfARepositoryGivesWhatItGaveBeforeItsClassifier() throws IOException {
    NDArray pictures = manager.randomNormal(PICTURES);
    float[] expected = saveAndRun(pictures);
    Network network = new Network(manager, RandomAddress.seed(SEED));
    ZooEncoder encoder = load(network);
    assertThat(encoder.features()).isEqualTo(64);
    assertThat(encoder.frozenOnly()).isFalse();
    assertThat(encoder.whole()).isFalse();
    network.add("image", encoder.block(), PICTURES);
    assertThat(network.forward("image", pictures, false).toFloatArray()).isEqualTo(expected);
    assertThat(network.parameters().keySet())
        .contains("image/01Conv2d_weight")
        .noneMatch(name -> name.contains("Linear"));
    assertThat(network.parameters().values())
        .allMatch(parameter -> parameter.getArray().getManager() == network.manager());
  }

  @Test
  void frozenItStaysToTheBit() throws IOException {
    saveAndRun(manager.randomNormal(PICTURES));
    try (ClipLearner learner = learner()) {
      learner.freezeImageEncoder();
      Map<String, float[]> before = values(learner, "image-encoder/");
      Map<String, float[]> others = values(learner, "image-projection/");
      train(learner, 3);
      Map<String, float[]> after = values(learner, "image-encoder/");
      before.forEach((name, values) -> assertThat(after.get(name)).as(name).isEqualTo(values));
      assertThat(values(learner, "image-projection/").get("image-projection/weight"))
          .isNotEqualTo(others.get("image-projection/weight"));
    }
  }

  @Test
  void otherwiseItLearnsWithItsStatistics() throws IOException {
    saveAndRun(manager.randomNormal(PICTURES));
    try (ClipLearner learner = learner()) {
      Map<String, float[]> before = values(learner, "image-encoder/");
      train(learner, 3);
      Map<String, float[]> after = values(learner, "image-encoder/");
      before.forEach((name, values) -> assertThat(after.get(name)).as(name).isNotEqualTo(values));
    }
  }

  @Test
  void aModelWhoseEndIsNoLinearLayerIsTakenWhole() throws IOException {
    try (Model model = Model.newInstance("plain")) {
      Block block = new Hidden().newBlock(model, folder, Map.of());
      block.initialize(model.getNDManager(), DataType.FLOAT32, PICTURES);
      model.setBlock(block);
      model.save(folder.resolve("plain"), "plain");
    }
    Files.writeString(
        folder.resolve("plain/serving.properties"), "blockFactory=" + Hidden.class.getName());
    try (Network network = new Network(manager, RandomAddress.seed(SEED))) {
      ZooEncoder encoder =
          ZooEncoder.load(url(folder.resolve("plain")), null, PICTURES, network.manager());
      assertThat(encoder.features()).isEqualTo(5);
      assertThat(encoder.whole()).isTrue();
    }
  }

  /** A model whose last linear layer cannot be seen from outside. */
  public static final class Hidden implements BlockFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public Block newBlock(Model model, Path path, Map<String, ?> arguments) {
      return new ParallelBlock(parts -> parts.get(0), List.of(LinearEncoder.create(5)));
    }
  }

  @Test
  void aTorchScriptModelIsAClosedBoxThatCanBeFrozen() throws IOException {
    Path file = folder.resolve("script/script.pt");
    writeTorchScript(file);
    Network network = new Network(manager, RandomAddress.seed(SEED));
    ZooEncoder encoder = ZooEncoder.load(url(file.getParent()), null, PICTURES, network.manager());
    assertThat(encoder.frozenOnly()).isTrue();
    assertThat(encoder.whole()).isTrue();
    assertThat(encoder.features()).isEqualTo(3);
    try (ClipLearner learner = learner(network, encoder.block())) {
      learner.freezeImageEncoder();
      // Whole numbers, whose sum is the same in any order.
      NDArray pictures = manager.randomNormal(PICTURES).mul(100).round();
      float[] before = learner.encode(pictures).toFloatArray();
      train(learner, 3);
      assertThat(learner.encode(pictures).toFloatArray()).isEqualTo(before);
      assertThat(before[0]).isEqualTo(mean(pictures.toFloatArray(), 28 * 28) + 0.5f);
      assertThat(values(learner, "image-encoder/"))
          .containsOnlyKeys("image-encoder/01model_weight")
          .allSatisfy((name, values) -> assertThat(values).containsExactly(0.5f, 1, 2));
    }
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    String missing = url(folder.resolve("nothing"));
    assertThatThrownBy(() -> ZooEncoder.load(missing, "resnet", PICTURES, manager))
        .isInstanceOf(ZooModelException.class)
        .hasMessageContaining(missing + "#resnet: there is no such model");
  }

  @Test
  void damagedParametersAreAnErrorThatNamesTheModel() throws IOException {
    saveAndRun(manager.randomNormal(PICTURES));
    Path model = folder.resolve("repository/model/cv/image_classification/test/zoo/small-resnet");
    Files.writeString(model.resolve(version() + "/small-0000.params"), "DJL@ and no more");
    assertThatThrownBy(() -> ZooEncoder.load(repository(), "small-resnet", PICTURES, manager))
        .isInstanceOf(ZooModelException.class)
        .hasMessageContaining("small-resnet: DJL cannot load the model");
  }

  @Test
  void picturesThatTheModelDoesNotTakeAreAnErrorWithTheirShape() throws IOException {
    saveAndRun(manager.randomNormal(PICTURES));
    assertThatThrownBy(
            () -> ZooEncoder.load(repository(), "small-resnet", new Shape(4, 1, 28, 28), manager))
        .isInstanceOf(ZooModelException.class)
        .hasMessageContaining("does not take pictures of shape (2, 1, 28, 28)");
  }

  private static String url(Path path) {
    return path.toAbsolutePath().toUri().toString();
  }

  private String repository() {
    return url(folder.resolve("repository"));
  }

  private ZooEncoder load(Network network) {
    return ZooEncoder.load(repository(), "small-resnet", PICTURES, network.manager());
  }

  private ClipLearner learner() {
    Network network = new Network(manager, RandomAddress.seed(SEED));
    return learner(network, load(network).block());
  }

  private static ClipLearner learner(Network network, Block image) {
    return new ClipLearner(
        network,
        image,
        ProjectionHeads.linear(8),
        LinearEncoder.create(8),
        LogitScale.fixed(0.1),
        PICTURES,
        new Shape(4, 20));
  }

  /** Saves a ResNet as a repository; what it gives for the pictures before its last layer. */
  private float[] saveAndRun(NDArray pictures) throws IOException {
    Path at = folder.resolve("repository/model/cv/image_classification/test/zoo/small-resnet");
    try (Model model = Model.newInstance("small")) {
      SequentialBlock block =
          ResNetV1.builder()
              .setNumLayers(8)
              .setOutSize(10)
              .setImageShape(PICTURES.slice(1))
              .build();
      block.initialize(model.getNDManager(), DataType.FLOAT32, PICTURES);
      SplittableRandom random = new SplittableRandom(SEED);
      for (Parameter parameter : block.getParameters().values()) {
        float[] values = parameter.getArray().toFloatArray();
        for (int i = 0; i < values.length; i++) {
          values[i] = values[i] + 0.01f * random.nextInt(100);
        }
        parameter.getArray().set(values);
      }
      model.setBlock(block);
      model.save(at.resolve(version()), "small");
      byte[] parameters = Files.readAllBytes(at.resolve(version() + "/small-0000.params"));
      Files.writeString(
          at.resolve("metadata.json"),
          METADATA.formatted(version(), sha1(parameters), parameters.length));
      block.removeLastBlock(); // flatten
      block.removeLastBlock(); // linear
      try (NDManager scope = manager.newSubManager()) {
        ParameterStore store = new ParameterStore(scope, false);
        return block.forward(store, new NDList(pictures), false).singletonOrThrow().toFloatArray();
      }
    }
  }

  /** Of each test alone: where the environment names DJL's cache, the property does not. */
  private String version() {
    return "0.0." + Integer.toUnsignedString(folder.toString().hashCode());
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void train(ClipLearner learner, int steps) {
    AdamW optimizer = new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, manager);
    for (int i = 0; i < steps; i++) {
      try (NDManager step = manager.newSubManager()) {
        NDArray pictures = step.randomNormal(PICTURES);
        NDArray captions = step.randomNormal(new Shape(4, 20));
        Batch batch =
            new Batch(4, Map.of(Modality.IMAGE, pictures, Modality.CAPTION, captions), null);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          collector.backward(learner.contrast(learner.represent(batch), batch));
        }
        optimizer.step(0.01);
      }
    }
  }

  private static Map<String, float[]> values(ClipLearner learner, String prefix) {
    Map<String, float[]> values = new TreeMap<>();
    learner
        .network()
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (name.startsWith(prefix)) {
                values.put(name, parameter.getArray().toFloatArray());
              }
            });
    return values;
  }

  private static float mean(float[] values, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum / count;
  }

  /** A TorchScript archive by hand: a module that adds its weight to means over pixels. */
  private static void writeTorchScript(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    String code =
        """
        class Net(Module):
          __parameters__ = ["weight", ]
          __buffers__ = []
          weight : Tensor
          training : bool
          def forward(self: __torch__.Net,
            x: Tensor) -> Tensor:
            weight = self.weight
            return torch.add(torch.mean(x, [2, 3]), weight)
        """;
    // Pickle, protocol 2: an object of the class with a tensor of three numbers and a flag.
    String storage =
        "("
            + pickled("storage")
            + "ctorch\nFloatStorage\n"
            + pickled("0")
            + pickled("cpu")
            + "K\u0003tQ";
    String tensor =
        "ctorch._utils\n_rebuild_tensor_v2\n("
            + storage
            + "K\0K\u0003\u0085K\u0001\u0085\u0088ccollections\nOrderedDict\n)RtR";
    String module =
        "\u0080\u0002c__torch__\nNet\n)\u0081}("
            + pickled("weight")
            + tensor
            + pickled("training")
            + "\u0089ub.";
    ByteBuffer weight =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(0.5f)
            .putFloat(1)
            .putFloat(2);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setMethod(ZipOutputStream.STORED);
      store(zip, "script/data.pkl", module.getBytes(StandardCharsets.ISO_8859_1));
      store(zip, "script/data/0", weight.array());
      store(zip, "script/code/__torch__.py", code.getBytes(StandardCharsets.US_ASCII));
      store(zip, "script/constants.pkl", "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1));
      store(zip, "script/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** A short text as pickle has it. */
  private static String pickled(String text) {
    return "X" + (char) text.length() + "\0\0\0" + text;
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    entry.setSize(content.length);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
