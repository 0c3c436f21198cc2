package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.TinyBundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code classify} and {@code embed} as a person uses them. */
class InferenceCommandsTest {

  private static final int RED = 0xFF0000;
  private static final int GREEN = 0x003C00;
  private static final int BLUE = 0x0000FF;

  @TempDir Path folder;
  private Path model;
  private Path pictures;

  @BeforeEach
  void write() throws IOException {
    model = TinyBundle.write(folder.resolve("model"));
    pictures = folder.resolve("pictures");
    TinyBundle.picture(pictures.resolve("b.png"), RED);
    TinyBundle.picture(pictures.resolve("a/z.PNG"), GREEN);
    TinyBundle.picture(pictures.resolve("a/comma, \"quote\".png"), BLUE);
    TinyBundle.picture(pictures.resolve(".hidden.png"), BLUE);
  }

  @Test
  void aPictureIsClassifiedForAPerson() {
    Said said = classify(pictures.resolve("b.png").toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).isEqualTo(pictures.resolve("b.png") + ": red, as blood (100.0 %)\n");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void foldersAreWalkedAndSortedAndHiddenFilesAreNotSeen() {
    Said said = classify(pictures.toString());
    assertThat(said.out().lines())
        .containsExactly(
            pictures.resolve("a/comma, \"quote\".png") + ": blue (100.0 %)",
            pictures.resolve("a/z.PNG") + ": green (100.0 %)",
            pictures.resolve("b.png") + ": red, as blood (100.0 %)");
  }

  @Test
  void badFilesAreSkippedCountedAndInTheExitCode() throws IOException {
    Files.writeString(pictures.resolve("a/broken.png"), "no picture");
    Files.createFile(pictures.resolve("empty.jpg"));
    Files.writeString(pictures.resolve("labels.txt"), "a text");

    Said said = classify(pictures.toString(), folder.resolve("missing.png").toString());

    assertThat(said.code()).isEqualTo(ExitCode.SKIPPED);
    assertThat(said.out().lines()).hasSize(3);
    assertThat(said.err())
        .contains("skipped: ")
        .contains("broken.png")
        .contains("empty.jpg")
        .contains("missing.png")
        .contains("3 of 6 pictures cannot be read and were skipped")
        .contains("1 other files in folders");
  }

  @Test
  void strictEndsAtTheFirstBadFileAndLeavesNothing() throws IOException {
    Files.writeString(pictures.resolve("a/broken.png"), "no picture");
    Path out = folder.resolve("out.csv");
    Said said =
        classify(pictures.toString(), "--strict", "--format", "csv", "--out", out.toString());
    assertThat(said.code()).isEqualTo(ExitCode.DATA);
    assertThat(said.err()).contains("error: ").contains("broken.png");
    assertThat(out).doesNotExist();
    assertNoParts();
  }

  @Test
  void jsonLinesHaveTheClassesThatWereAskedFor() throws IOException {
    Said said = classify(pictures.toString(), "--format", "jsonl", "--top", "2");
    List<JsonNode> lines = json(said.out());
    assertThat(lines.get(0).get("file").asText()).endsWith("comma, \"quote\".png");
    assertThat(lines.get(2).get("label").asText()).isEqualTo("red, as blood");
    assertThat(lines.get(2).get("probability").asDouble()).isGreaterThan(0.99);
    assertThat(lines.get(2).get("top")).hasSize(2);
  }

  @Test
  void csvIsQuotedWhereItMustBe() {
    Said said = classify(pictures.toString(), "--format", "csv");
    List<String> lines = said.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo("file,rank,label,probability");
    assertThat(lines.get(1))
        .startsWith("\"" + pictures + "/a/comma, \"\"quote\"\".png\",1,blue,0.99");
    assertThat(lines.get(3)).startsWith(pictures + "/b.png,1,\"red, as blood\",0.99");
  }

  @Test
  void namesComeFromStandardInput() {
    Path first = pictures.resolve("b.png");
    Path second = pictures.resolve("a/z.PNG");
    Said lines = withInput(first + "\n\n" + second, "classify", "-");
    assertThat(lines.code()).as(lines.err()).isZero();
    assertThat(lines.out().lines()).hasSize(2).first().asString().startsWith(first + ": red");
    Said zeros = withInput(first + "\0" + second + "\0", "classify", "-0", "-");
    assertThat(zeros.out()).isEqualTo(lines.out());
  }

  @Test
  void anOutputFileIsTheSameAsTheOutput() throws IOException {
    Path out = folder.resolve("out.jsonl");
    Said said = embed(pictures.toString(), "--out", out.toString());
    assertThat(said.out()).isEmpty();
    assertThat(Files.readString(out)).isEqualTo(embed(pictures.toString()).out());
    assertNoParts();
  }

  @Test
  void resultsDoNotDependOnBatchAndThreads() {
    String one = embed(pictures.toString(), "--batch", "1", "--threads", "1").out();
    assertThat(embed(pictures.toString(), "--batch", "2", "--threads", "3").out()).isEqualTo(one);
  }

  @Test
  void vectorsAreWhatTheModelSays() throws IOException {
    JsonNode line = json(embed(pictures.resolve("b.png").toString()).out()).get(0);
    assertThat(line.get("vector")).hasSize(3);
    assertThat(line.get("vector").get(0).floatValue()).isEqualTo(1f);
    Said csv = embed(pictures.resolve("b.png").toString(), "--format", "csv");
    assertThat(csv.out().lines())
        .containsExactly("file,0,1,2", pictures.resolve("b.png") + ",1.0,0.0,0.0");
  }

  @Test
  void aMatrixForNumPyHasItsHeaderAndTheNamesOfItsRows() throws IOException {
    Path out = folder.resolve("out.npy");
    Said said = embed(pictures.toString(), "--format", "npy", "--out", out.toString());
    assertThat(said.code()).as(said.err()).isZero();

    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    file.get(magic);
    assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    byte[] header = new byte[file.getShort()];
    file.get(header);
    assertThat((10 + header.length) % 64).isZero();
    assertThat(new String(header, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3), }")
        .endsWith(" \n");
    assertThat(file.remaining()).isEqualTo(3 * 3 * 4);
    assertThat(file.getFloat(file.position() + 6 * 4)).isEqualTo(1f);
    List<JsonNode> names = json(Files.readString(folder.resolve("out.npy.names.jsonl")));
    assertThat(names.get(2).get("row").asInt()).isEqualTo(2);
    assertThat(names.get(2).get("file").asText()).endsWith("b.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.npy", "out.npy.names.jsonl"})
  void anOutputThatExistsIsRefusedBeforeTheWork(String existing) throws IOException {
    Files.writeString(folder.resolve(existing), "mine");
    Said said =
        embed("missing.png", "--format", "npy", "--out", folder.resolve("out.npy").toString());
    assertThat(said.code()).isEqualTo(ExitCode.FILES);
    assertThat(said.err()).contains(existing + ": exists already").doesNotContain("missing.png");
    assertThat(folder.resolve(existing)).hasContent("mine");
    assertNoParts();
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefusedBeforeTheWork() {
    Said said = classify("missing.png", "--out", folder.resolve("none/out.txt").toString());
    assertThat(said.code()).isEqualTo(ExitCode.FILES);
    assertThat(said.err()).contains("out.txt: cannot be written").doesNotContain("missing.png");
  }

  @Test
  void aLayerThatTheModelDoesNotHaveIsAnsweredWithThoseItHas() {
    Said said = embed(pictures.toString(), "--layer", "features");
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("has no features").contains("It has: embedding.");
  }

  @Test
  void aModelThatIsNotThereIsAnsweredWithWhatToDo() {
    Said name = Said.by("classify", "x.png", "--model", "colored-mnist-mutli");
    assertThat(name.code()).isEqualTo(ExitCode.USAGE);
    assertThat(name.err()).contains("no shipped model 'colored-mnist-mutli'");
    Said path = Said.by("classify", "x.png", "--model", folder.resolve("none").toString());
    assertThat(path.code()).isEqualTo(ExitCode.FILES);
    assertThat(path.err()).contains("not a bundle");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classify",
        "embed",
        "classify x --top 0",
        "classify x --batch 0",
        "embed x --threads -1",
        "embed x --format npy",
        "embed x --layer logits",
        "classify - -",
        "classify x -0",
      })
  void aWrongCommandLineIsExplainedInAFewLines(String line) {
    Said said = Said.by(line.split(" "));
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).startsWith("error: ").contains("--help'.");
  }

  @Test
  void aStandardOutputThatCannotBeWrittenIsAnError() {
    PrintStream real = System.out;
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("No space left on device");
              }
            });
    try {
      System.setOut(full);
      int code =
          CounterpointCommand.execute(
              "classify", "--model", model.toString(), pictures.resolve("b.png").toString());
      assertThat(code).isEqualTo(ExitCode.FILES);
    } finally {
      System.setOut(real);
    }
  }

  @Test
  void aNameWithControlCharactersStaysOnItsLine() throws IOException {
    Path odd = pictures.resolve("odd");
    TinyBundle.picture(odd.resolve("two\nlines\u001b[31m.png"), BLUE);
    Files.writeString(odd.resolve("bad\nfile.png"), "no picture");
    Said text = classify(odd.toString());
    assertThat(text.out().lines())
        .containsExactly(odd + "/two\\u000alines\\u001b[31m.png: blue (100.0 %)");
    assertThat(text.err()).contains("bad\\u000afile.png").doesNotContain("bad\nfile");
    List<JsonNode> lines = json(classify(odd.toString(), "--format", "jsonl").out());
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).get("file").asText()).isEqualTo(odd + "/two\nlines\u001b[31m.png");
    assertThat(classify(odd.toString(), "--format", "csv").out())
        .contains("\"" + odd + "/two\nlines\u001b[31m.png\",1,blue,");
  }

  @Test
  void linksThatLeadRoundInACircleEnd() throws IOException {
    Files.createSymbolicLink(pictures.resolve("a/round"), pictures);
    Files.createSymbolicLink(pictures.resolve("itself.png"), Path.of("itself.png"));
    Said said = classify(pictures.toString());
    assertThat(said.code()).isEqualTo(ExitCode.SKIPPED);
    assertThat(said.out().lines()).hasSize(3);
    assertThat(said.err()).contains("itself.png").contains("1 of 4 pictures");
  }

  @Test
  @Timeout(60)
  void aPipeInAFolderIsNotWaitedFor() throws Exception {
    Path pipe = pictures.resolve("pipe.png");
    int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assumeTrue(made == 0, "mkfifo failed");
    Said said = classify(pictures.toString());
    assertThat(said.code()).isZero();
    assertThat(said.out().lines()).hasSize(3);
    assertThat(said.err()).contains("1 other files");
  }

  @Test
  void noPicturesAreNoError() throws IOException {
    Said folderWithout = classify(Files.createDirectory(folder.resolve("none")).toString());
    assertThat(folderWithout.code()).isZero();
    assertThat(folderWithout.out()).isEmpty();
    assertThat(folderWithout.err()).contains("there were no pictures");
    Said csv = withInput("\n\r\n\n", "embed", "--format", "csv", "-");
    assertThat(csv.code()).as(csv.err()).isZero();
    assertThat(csv.out().lines()).hasSize(1);
  }

  @Test
  void linesOfStandardInputMayEndAsOnWindows() {
    Said said = withInput(pictures.resolve("b.png") + "\r\n\r\n", "classify", "-");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).startsWith(pictures.resolve("b.png") + ": red");
  }

  @Test
  void anInputIsNeverTheOutput() throws IOException {
    Path picture = pictures.resolve("b.png");
    byte[] before = Files.readAllBytes(picture);
    Said said = classify(picture.toString(), "--out", picture.toString());
    assertThat(said.code()).isEqualTo(ExitCode.FILES);
    assertThat(picture).hasBinaryContent(before);
    assertNoParts();
  }

  private Said classify(String... arguments) {
    return run("classify", arguments);
  }

  private Said embed(String... arguments) {
    return run("embed", arguments);
  }

  private Said run(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--model", model.toString()));
    all.addAll(List.of(arguments));
    return Said.by(all.toArray(String[]::new));
  }

  private Said withInput(String input, String command, String... arguments) {
    InputStream real = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return run(command, arguments);
    } finally {
      System.setIn(real);
    }
  }

  private void assertNoParts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  private static List<JsonNode> json(String lines) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      nodes.add(new ObjectMapper().readTree(line));
    }
    return nodes;
  }
}
