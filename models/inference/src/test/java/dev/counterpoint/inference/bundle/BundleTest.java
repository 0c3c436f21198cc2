package dev.counterpoint.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.inference.TestBundles;
import dev.counterpoint.inference.config.MalformedConfigException;
import dev.counterpoint.inference.config.UnknownFormatException;
import dev.counterpoint.inference.files.Checksums;
import dev.counterpoint.inference.files.MalformedChecksumsException;
import dev.counterpoint.inference.files.MissingBundleFileException;
import dev.counterpoint.inference.files.NotABundleException;
import dev.counterpoint.inference.files.UnsafeBundlePathException;
import dev.counterpoint.inference.files.WrongHashException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {

  @TempDir Path folder;
  private Path bundle;

  @BeforeEach
  void write() {
    bundle = folder.resolve("bundle");
    TestBundles.zeroShot(10).write(bundle);
  }

  @Test
  void whatIsWrittenIsRead() {
    Bundle read = Bundle.open(bundle);
    assertThat(read.config().labels()).containsExactly("red", "green", "blue");
    assertThat(read.classes().prompts().get(1)).containsExactly("all is green");
    assertThat(read.classes().embeddings().get(0)).containsExactly(2, 0, 0);
    assertThat(read.fileNames())
        .containsExactly(
            "README.md",
            "classes.json",
            "config.json",
            "model.onnx",
            "preprocessor_config.json",
            "serving.properties");
  }

  @Test
  void theSamePartsGiveTheSameIdentity() {
    Bundle again = TestBundles.zeroShot(10).write(folder.resolve("again"));
    Bundle other = TestBundles.zeroShot(11).write(folder.resolve("other"));
    assertThat(again.identity()).isEqualTo(Bundle.open(bundle).identity());
    assertThat(other.identity()).isNotEqualTo(again.identity());
  }

  @Test
  void otherProgramsCanCheckTheHashes() throws Exception {
    Process check =
        new ProcessBuilder("sha256sum", "--check", "--strict", Checksums.FILE)
            .directory(bundle.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes());
    assertThat(check.waitFor()).as(said).isZero();
  }

  @Test
  void anArchiveIsABundleWithAndWithoutItsFolder() throws IOException {
    for (String prefix : List.of("", "bundle/")) {
      Path zip = folder.resolve("b" + prefix.length() + ".zip");
      zip(zip, prefix, files());
      assertThat(Bundle.open(zip).identity()).isEqualTo(Bundle.open(bundle).identity());
    }
  }

  @Test
  void anArchiveWithAPathOutOfItIsRefused() throws IOException {
    Map<String, byte[]> files = files();
    files.put("../escape.txt", new byte[1]);
    Path zip = folder.resolve("b.zip");
    zip(zip, "", files);
    assertThatThrownBy(() -> Bundle.open(zip)).isInstanceOf(UnsafeBundlePathException.class);
  }

  @Test
  void aFolderThatIsNotThereIsNoBundle() {
    assertThatThrownBy(() -> Bundle.open(folder.resolve("none")))
        .isInstanceOf(NotABundleException.class)
        .hasMessageContaining("none: not a bundle: there is no such folder");
  }

  @Test
  void aFolderOfSomethingElseIsNoBundle() {
    assertThatThrownBy(() -> Bundle.open(folder))
        .isInstanceOf(NotABundleException.class)
        .hasMessageContaining("it has no config.json");
  }

  @Test
  void aFileOfAnotherKindIsNoBundle() {
    assertThatThrownBy(() -> Bundle.open(bundle.resolve("model.onnx")))
        .isInstanceOf(NotABundleException.class)
        .hasMessageContaining("found another file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHA256SUMS",
        "model.onnx",
        "classes.json",
        "preprocessor_config.json",
        "README.md"
      })
  void aMissingFileIsNamed(String name) throws IOException {
    Files.delete(bundle.resolve(name));
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(MissingBundleFileException.class)
        .hasMessageContaining(bundle + ": the file " + name + " of the bundle is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.onnx", "classes.json", "README.md", "serving.properties"})
  void aChangedFileIsNamedWithBothHashes(String name) throws IOException {
    String sums = Files.readString(bundle.resolve(Checksums.FILE));
    String expected =
        sums.lines().filter(line -> line.endsWith("  " + name)).findFirst().orElseThrow();
    byte[] content = Files.readAllBytes(bundle.resolve(name));
    content[content.length / 2] ^= 1;
    Files.write(bundle.resolve(name), content);
    String found = Checksums.of(Map.of(name, content)).hashes().get(name);

    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(WrongHashException.class)
        .hasMessageContaining("the file " + name)
        .hasMessageContaining("expected SHA-256 " + expected.substring(0, 64) + ", found " + found);
  }

  @Test
  void aFileThatIsNotListedIsNamed() throws IOException {
    Files.writeString(bundle.resolve("extra.txt"), "?");
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(UnlistedFileException.class)
        .hasMessageContaining("extra.txt");
  }

  @Test
  void hiddenFilesOfOtherProgramsAreLeftAlone() throws IOException {
    Files.createDirectory(bundle.resolve(".git"));
    Files.writeString(bundle.resolve(".DS_Store"), "?");
    assertThat(Bundle.open(bundle).fileNames()).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void aFolderInABundleIsNamed() throws IOException {
    Files.createDirectory(bundle.resolve("onnx"));
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(UnsafeBundlePathException.class)
        .hasMessageContaining("the folder onnx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escape", "/etc/passwd", "a/b", "a\\b", ".hidden", "C:x", "..", "a b"})
  void aListedNameThatLeadsElsewhereIsRefused(String name) throws IOException {
    Files.writeString(
        bundle.resolve(Checksums.FILE),
        Files.readString(bundle.resolve(Checksums.FILE)) + "0".repeat(64) + "  " + name + "\n");
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(UnsafeBundlePathException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void aLinkOutOfTheBundleIsRefused() throws IOException {
    Path outside = Files.move(bundle.resolve("README.md"), folder.resolve("outside.md"));
    Files.createSymbolicLink(bundle.resolve("README.md"), outside);
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(UnsafeBundlePathException.class)
        .hasMessageContaining("README.md is a link out of the bundle")
        .hasMessageContaining("cp -rL");
  }

  @Test
  void aLinkToTheFolderOfABundleIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("latest"), bundle);
    assertThat(Bundle.open(link).config().labels()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no hash", "0123  model.onnx", ""})
  void hashesThatAreNoneAreNamedByTheirLine(String line) throws IOException {
    Path sums = bundle.resolve(Checksums.FILE);
    Files.writeString(sums, line + "\n" + Files.readString(sums));
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(MalformedChecksumsException.class)
        .hasMessageContaining("SHA256SUMS, line 1");
  }

  @Test
  void aNameThatIsListedTwiceIsRefused() throws IOException {
    Path sums = bundle.resolve(Checksums.FILE);
    Files.writeString(sums, Files.readString(sums).repeat(2));
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(MalformedChecksumsException.class)
        .hasMessageContaining("a second time");
  }

  @Test
  void aModelOfAnotherProgramIsSaidToBeOne() throws IOException {
    Files.writeString(bundle.resolve("config.json"), "{\"model_type\": \"clip\"}");
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("format: expected \"counterpoint-bundle\", found nothing");
  }

  @Test
  void anUnknownVersionIsSaidBeforeAnythingElse() throws IOException {
    edit("config.json", "\"format_version\" : 1", "\"format_version\" : 2");
    Files.delete(bundle.resolve(Checksums.FILE));
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("format_version: expected 1, found 2");
  }

  @Test
  void aGraphWithoutItsFileIsNamed() throws IOException {
    edit("config.json", "\"file\" : \"model.onnx\"", "\"file\" : \"other.onnx\"");
    rehash();
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContaining("graphs.image.file: there is no file other.onnx");
  }

  @Test
  void labelsThatDifferBetweenFilesAreNamed() throws IOException {
    edit("classes.json", "\"blue\"", "\"pink\"");
    rehash();
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContaining("classes.json: labels: expected those of id2label");
  }

  @Test
  void embeddingsOfAnotherWidthAreNamed() throws IOException {
    edit("config.json", "\"projection_dim\" : 3", "\"projection_dim\" : 4");
    rehash();
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContaining("expected one of 4 numbers (projection_dim)");
  }

  @Test
  void anInputOfAnotherSizeThanThePreparationIsNamed() throws IOException {
    edit("preprocessor_config.json", "\"height\" : 2", "\"height\" : 3");
    rehash();
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContaining("graphs.image.inputs");
  }

  @Test
  void anOnnxFileThatIsNoneIsRefusedBeforeTheRuntimeSeesIt() throws IOException {
    Path model = bundle.resolve("model.onnx");
    Files.write(model, Arrays.copyOf(Files.readAllBytes(model), 40));
    rehash();
    assertThatThrownBy(() -> Bundle.open(bundle)).isInstanceOf(UnsafeModelException.class);
  }

  @Test
  void whatExistsIsNotReplacedUnlessAskedFor() throws IOException {
    String before = Bundle.open(bundle).identity();
    assertThatThrownBy(() -> TestBundles.supervised().write(bundle))
        .isInstanceOf(BundleExistsException.class)
        .hasMessageContaining(bundle + ": exists already");
    assertThat(Bundle.open(bundle).identity()).isEqualTo(before);

    Bundle after = TestBundles.supervised().write(bundle, true);
    assertThat(Bundle.open(bundle).identity()).isEqualTo(after.identity()).isNotEqualTo(before);
    assertThat(names(folder)).containsExactly("bundle");
  }

  @Test
  void aFolderThatIsNoBundleIsNeverReplaced() throws IOException {
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(mine.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> TestBundles.supervised().write(mine, true))
        .isInstanceOf(BundleExistsException.class)
        .hasMessageContaining("is no bundle, so it is not replaced");
    assertThat(mine.resolve("thesis.txt")).hasContent("years of work");
  }

  @Test
  void partsThatMakeNoBundleLeaveNothingBehind() throws IOException {
    assertThatThrownBy(
            () ->
                new BundleWriter(
                        Bundle.open(bundle).config(), TestBundles.preparation(2), new byte[9])
                    .classes(Bundle.open(bundle).classes())
                    .write(folder.resolve("new")))
        .isInstanceOf(UnsafeModelException.class);
    assertThat(names(folder)).containsExactly("bundle");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertThatThrownBy(() -> TestBundles.supervised().write(file.resolve("bundle")))
        .isInstanceOf(BundleNotWrittenException.class)
        .hasMessageContaining(file.resolve("bundle").toString());
  }

  @Test
  void aFileNameThatLeadsElsewhereIsNotWritten() {
    BundleWriter writer = TestBundles.supervised();
    assertThatThrownBy(() -> writer.file("../escape", new byte[1]))
        .isInstanceOf(UnsafeBundlePathException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features     | batch, 3 | batch            | a row of no width",
        "features     | batch, 3 | batch, \"wide\" | a width that is open",
        "features     | batch, 3 | 7, 3             | a batch that is fixed",
        "image_embeds | batch, 3 | batch, 2         | narrower than the classes",
        "image_embeds | batch, 3 | batch, 4         | wider than the classes"
      })
  void anOutputThatDoesNotFitIsNamed(String output, String from, String to, String why)
      throws IOException {
    editOutput(output, from, to);
    rehash();
    assertThatThrownBy(() -> Bundle.open(bundle))
        .as(why)
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContainingAll("graphs.image.outputs", output);
  }

  @Test
  void aModelWithOtherOutputsThanTheKnownOnesIsRefused() throws IOException {
    bundle = folder.resolve("features");
    TestBundles.featuresOnly().write(bundle);
    edit("config.json", "\"features\"", "\"last_hidden_state\"");
    rehash();
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContaining("expected features, image_embeds or logits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch, 2", "batch, 4"})
  void logitsOfMoreOrFewerClassesThanLabelsAreNamed(String shape) throws IOException {
    bundle = folder.resolve("supervised");
    TestBundles.supervised().write(bundle);
    editOutput("logits", "batch, 3", shape);
    rehash();
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContainingAll("graphs.image.outputs", "[batch, 3]");
  }

  @Test
  void linesOfHashesMayEndAsOnWindows() throws IOException {
    Path sums = bundle.resolve(Checksums.FILE);
    Files.writeString(sums, Files.readString(sums).replace("\n", "\r\n"));
    assertThat(Bundle.open(bundle).fileNames()).contains("config.json");
  }

  @Test
  void aFileWithoutItsLineOfHashIsNamed() throws IOException {
    Path sums = bundle.resolve(Checksums.FILE);
    Files.writeString(sums, Files.readString(sums).replaceAll(".* model\\.onnx\n", ""));
    assertThatThrownBy(() -> Bundle.open(bundle))
        .isInstanceOf(UnlistedFileException.class)
        .hasMessageContaining("model.onnx");
  }

  /** Changes the shape of an output; {@code batch} is written as it stands in the file. */
  private void editOutput(String output, String from, String to) throws IOException {
    Path file = bundle.resolve("config.json");
    ObjectMapper json = new ObjectMapper();
    JsonNode root = json.readTree(file.toFile());
    for (JsonNode spec : root.at("/graphs/image/outputs")) {
      if (spec.get("name").asText().equals(output)) {
        assertThat(spec.get("shape")).isEqualTo(json.readTree(shape(from)));
        ((ObjectNode) spec).set("shape", json.readTree(shape(to)));
      }
    }
    json.writeValue(file.toFile(), root);
  }

  private static String shape(String sizes) {
    return "[" + sizes.replace("batch", "\"batch\"") + "]";
  }

  private void edit(String name, String from, String to) throws IOException {
    String text = Files.readString(bundle.resolve(name));
    assertThat(text).contains(from);
    Files.writeString(bundle.resolve(name), text.replace(from, to));
  }

  /** Hashes of the files as they are now. */
  private void rehash() throws IOException {
    Map<String, byte[]> files = files();
    files.remove(Checksums.FILE);
    Files.writeString(bundle.resolve(Checksums.FILE), Checksums.of(files).text());
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : names(bundle)) {
      files.put(name, Files.readAllBytes(bundle.resolve(name)));
    }
    return files;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static void zip(Path archive, String prefix, Map<String, byte[]> files)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(prefix + file.getKey()));
        zip.write(file.getValue());
      }
    }
  }
}
