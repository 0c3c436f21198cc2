package dev.counterpoint.datasets.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.features.npz.NpyArray;
import dev.counterpoint.datasets.features.npz.NpzWriter;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.multimodal.Storage;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.safetensors.SafetensorsFile;
import dev.counterpoint.datasets.safetensors.SafetensorsWriter;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.datasets.safetensors.TensorType;
import dev.counterpoint.datasets.synthetic.Mixture;
import dev.counterpoint.datasets.synthetic.MixtureSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureDataTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(1);

  @TempDir private Path folder;

  private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

  @BeforeEach
  void threeGoodParts() throws IOException {
    arrays.put("text", NpyArray.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    arrays.put("audio", NpyArray.of(new float[] {0.5f, 1.5f, 2.5f, 3.5f}, 2, 2));
    arrays.put("labels", NpyArray.of(new int[] {0, 2}));
    for (String part : List.of("train", "val", "test")) {
      write(part + ".npz");
    }
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      NpzWriter.write(out, arrays, false);
    }
    return file;
  }

  private MultimodalData load(FeatureSettings settings) {
    return FeatureData.load(folder, settings, ADDRESS);
  }

  private AbstractThrowableAssert<?, ?> assertThatTest(String name, NpyArray array)
      throws IOException {
    arrays.put(name, array);
    write("test.npz");
    return assertThatThrownBy(() -> load(FeatureSettings.standard()))
        .isInstanceOf(FeatureDataException.class)
        .hasMessageContaining("test.npz");
  }

  @Test
  void folderOfPartsIsRead() {
    MultimodalData data = load(FeatureSettings.standard());

    assertThat(data.modalities())
        .extracting(modality -> modality.name() + modality.shape())
        .containsExactly("audio[2]", "text[2, 2]");
    assertThat(data.classes()).containsExactly("0", "1", "2");
    assertThat(data.test().labels()).containsExactly(0, 2);
    assertThat(data.test().array("text").storage()).isEqualTo(Storage.FLOATS);
    assertThat(data.test().array("text").data().getFloat(4)).isEqualTo(2f);
    assertThat(data.fingerprints()).containsOnlyKeys("train.npz", "val.npz", "test.npz");
    assertThat(data.drawn()).isFalse();
  }

  @Test
  void namedModalitiesComeInTheirOrder() {
    MultimodalData data = load(FeatureSettings.standard().withModalities("text", "audio"));

    assertThat(data.modalities()).extracting(m -> m.name()).containsExactly("text", "audio");
  }

  @Test
  void whatIsWrittenIsReadToTheBit() throws IOException {
    MultimodalData mixture =
        Mixture.generate(MixtureSettings.two(0.5, 0, 0.5, 0).withSizes(40, 10, 10), ADDRESS).data();
    MultimodalPart train = mixture.train();
    ModalityArray bytes =
        ModalityArray.of(new Modality("picture", List.of(1L, 1L, 2L)), new byte[80]);
    ModalityArray ids = ModalityArray.of(new Modality("words", List.of(1L)), new int[40]);
    MultimodalPart more =
        new MultimodalPart(List.of(bytes, ids, train.arrays().get(0)), train.labels());
    MultimodalData written =
        new MultimodalData(
            "m", "", false, mixture.classes(), more, more.first(9), more.first(5), Map.of());
    Path out = folder.resolve("written");
    FeatureFolder.write(written, out);
    MultimodalData read =
        FeatureData.load(
            out, FeatureSettings.standard().withModalities("picture", "words", "x1"), ADDRESS);

    assertThat(read.train().arrays()).isEqualTo(more.arrays());
    assertThat(read.test().labels()).isEqualTo(more.first(5).labels());
    assertThat(out.toFile().list()).hasSize(3);
  }

  @Test
  void safetensorsAreReadToo() throws IOException {
    Files.delete(folder.resolve("test.npz"));
    List<TensorEntry> entries =
        List.of(
            new TensorEntry("audio", TensorType.F32, new long[] {3, 2}, ByteBuffer.allocate(24)),
            new TensorEntry("text", TensorType.F16, new long[] {3, 2, 2}, ByteBuffer.allocate(24)),
            new TensorEntry("labels", TensorType.U8, new long[] {3}, ByteBuffer.allocate(3)));
    try (OutputStream out = Files.newOutputStream(folder.resolve("test.safetensors"))) {
      SafetensorsWriter.write(out, new SafetensorsFile(Map.of(), entries));
    }

    assertThat(load(FeatureSettings.standard()).test().size()).isEqualTo(3);
  }

  @Test
  void singleFileIsDividedByItsArray() throws IOException {
    arrays.put("split", NpyArray.of(new int[] {0, 0}));
    Path file = write("all.npz");
    assertThatThrownBy(() -> FeatureData.load(file, FeatureSettings.standard(), ADDRESS))
        .hasMessageContaining("of 2 examples, none is in the part validation");

    arrays.put("text", NpyArray.of(new float[3], 3, 1));
    arrays.put("audio", NpyArray.of(new float[] {5, 6, 7}, 3, 1));
    arrays.put("labels", NpyArray.of(new int[] {0, 1, 1}));
    arrays.put("split", NpyArray.of(new int[] {2, 0, 1}));
    MultimodalData data = FeatureData.load(write("all.npz"), FeatureSettings.standard(), ADDRESS);
    assertThat(data.train().array("audio").data().getFloat(0)).isEqualTo(6f);
    assertThat(data.test().array("audio").data().getFloat(0)).isEqualTo(5f);

    arrays.put("split", NpyArray.of(new int[] {2, 0, 3}));
    write("all.npz");
    assertThatThrownBy(() -> FeatureData.load(file, FeatureSettings.standard(), ADDRESS))
        .hasMessageContaining("row 2 holds 3.0; parts are 0 (train)");
  }

  @Test
  void singleFileIsDividedByHashesWithEqualExamplesTogether() throws IOException {
    int size = 600;
    float[] values = new float[size];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = i / 2; // each twice
      labels[i] = i % 2;
    }
    arrays.clear();
    arrays.put("a", NpyArray.of(values, size, 1));
    arrays.put("labels", NpyArray.of(labels));
    Path file = write("all.npz");
    MultimodalData data = FeatureData.load(file, FeatureSettings.standard(), ADDRESS);

    assertThat(data.validation().size()).isBetween(50, 130);
    assertThat(data.test().size()).isBetween(50, 130);
    Set<Float> seen = new HashSet<>();
    int distinct = 0;
    for (MultimodalPart part : List.of(data.train(), data.validation(), data.test())) {
      Set<Float> own = new HashSet<>();
      FloatBuffer buffer = part.array("a").data().asFloatBuffer();
      while (buffer.hasRemaining()) {
        own.add(buffer.get());
      }
      distinct += own.size();
      seen.addAll(own);
    }
    assertThat(distinct).isEqualTo(seen.size()).isEqualTo(300);
    MultimodalData same = FeatureData.load(file, FeatureSettings.standard(), ADDRESS);
    assertThat(same.test().array("a").data()).isEqualTo(data.test().array("a").data());
    MultimodalData other =
        FeatureData.load(file, FeatureSettings.standard(), RandomAddress.seed(2));
    assertThat(other.test().array("a").data()).isNotEqualTo(data.test().array("a").data());
  }

  @Test
  void scoresAreToldApartByTheirSign() throws IOException {
    arrays.put("labels", NpyArray.of(new float[] {-0.2f, 1.4f}, 2, 1, 1));
    write("train.npz");
    arrays.put("labels", NpyArray.of(new float[] {0, 3}, 2));
    write("val.npz");
    write("test.npz");
    MultimodalData data = load(FeatureSettings.standard().withLabelRule(LabelRule.POSITIVE));

    assertThat(data.classes()).containsExactly("not positive", "positive");
    assertThat(data.train().labels()).containsExactly(0, 1);
    assertThat(data.test().labels()).containsExactly(0, 1);
    assertThatThrownBy(() -> load(FeatureSettings.standard()))
        .hasMessageContaining("array 'labels': row 0 holds -0.2")
        .hasMessageContaining("label rule 'positive'");
  }

  @Test
  void featuresAreStandardisedByTheExamplesToTrainOn() throws IOException {
    arrays.put("audio", NpyArray.of(new float[] {1, 7, 3, 7}, 2, 2));
    write("train.npz");
    MultimodalData data = load(FeatureSettings.standard().standardised());

    // The first feature has mean 2 and deviation 1, the second does not vary.
    assertThat(floats(data.train(), "audio")).containsExactly(-1, 0, 1, 0);
    assertThat(floats(data.test(), "audio")).containsExactly(-1.5f, -5.5f, 0.5f, -3.5f);
    // Of (N, T, D), a feature is one of the last side: 1, 3, 5, 7 and 2, 4, 6, 8.
    float[] text = floats(data.train(), "text");
    assertThat(text[0]).isCloseTo((float) (-3 / Math.sqrt(5)), within(1e-6f));
    assertThat(text[1]).isEqualTo(text[0]);
    assertThat(text[7]).isEqualTo(-text[0]);
  }

  @Test
  void numbersThatAreNoneAreNamedWithArrayAndRow() throws IOException {
    assertThatTest("audio", NpyArray.of(new float[] {1, 2, 3, Float.NaN}, 2, 2))
        .hasMessageContaining("array 'audio': row 1 holds NaN");
    assertThatTest("audio", NpyArray.of(new double[] {1, 1e200, 3, 4}, 2, 2))
        .hasMessageContaining("row 0 holds 1.0E200, which float32 cannot hold");
    assertThatTest("audio", NpyArray.of(new float[] {1, Float.NEGATIVE_INFINITY, 3, 4}, 2, 2))
        .hasMessageContaining("row 0 holds -Infinity");
  }

  @Test
  void arraysThatDoNotFitTogetherAreNamed() throws IOException {
    assertThatTest("audio", NpyArray.of(new float[6], 3, 2))
        .hasMessageContaining("array 'audio': 3 examples, but 'labels' has 2");
    assertThatTest("audio", NpyArray.of(new float[6], 2, 3))
        .hasMessageContaining("its examples are")
        .hasMessageContaining("of train.npz are");
    assertThatTest("audio", NpyArray.of(new float[2], 2))
        .hasMessageContaining("of shape [2]; a modality is (N, D)");
    assertThatTest("audio", NpyArray.of(new float[0], 0, 2))
        .hasMessageContaining("of shape [0, 2], which is empty");
  }

  @Test
  void labelsThatAreNoneAreNamed() throws IOException {
    assertThatTest("labels", NpyArray.of(new int[] {0, -1}))
        .hasMessageContaining("row 1 holds -1; labels are whole numbers");
    assertThatTest("labels", NpyArray.of(new float[] {0, 1.5f}, 2))
        .hasMessageContaining("row 1 holds 1.5");
    assertThatTest("labels", NpyArray.of(new float[4], 2, 2))
        .hasMessageContaining("labels are (N)")
        .hasMessageContaining("argmax");
    assertThatTest("labels", NpyArray.of(new int[0])).hasMessageContaining("there is no example");
    arrays.remove("labels");
    assertThatTest("more", NpyArray.of(new float[4], 2, 2))
        .hasMessageContaining("there is no array 'labels'");
  }

  @Test
  void partsWithOtherModalitiesAreRefused() throws IOException {
    assertThatTest("video", NpyArray.of(new float[4], 2, 2))
        .hasMessageContaining("its modalities are [audio, text, video], but those of train.npz");
  }

  @Test
  void missingPartsAndFilesAreNamed() throws IOException {
    Files.delete(folder.resolve("val.npz"));
    assertThatThrownBy(() -> load(FeatureSettings.standard()))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("has no part validation");
    write("valid.npz");
    write("dev.npz");
    assertThatThrownBy(() -> load(FeatureSettings.standard()))
        .hasMessageContaining("[valid.npz, dev.npz] are the same part");
    assertThatThrownBy(
            () -> FeatureData.load(folder.resolve("no"), FeatureSettings.standard(), ADDRESS))
        .isInstanceOf(DatasetNotFoundException.class);
    Path text = Files.writeString(folder.resolve("a.txt"), "x");
    assertThatThrownBy(() -> FeatureData.load(text, FeatureSettings.standard(), ADDRESS))
        .hasMessageContaining("read from .npz and .safetensors");
  }

  @Test
  void namesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> FeatureSettings.standard().withModalities("a", "a"))
        .hasMessageContaining("modality 'a' is blank, named twice");
    assertThatThrownBy(() -> FeatureSettings.standard().withModalities("labels"))
        .hasMessageContaining("named as labels");
    assertThatThrownBy(() -> load(FeatureSettings.standard().withModalities("vido", "audio")))
        .hasMessageContaining("there is no array 'vido'");
  }

  private static float[] floats(MultimodalPart part, String modality) {
    FloatBuffer buffer = part.array(modality).data().asFloatBuffer();
    float[] values = new float[buffer.limit()];
    buffer.get(values);
    return values;
  }
}
