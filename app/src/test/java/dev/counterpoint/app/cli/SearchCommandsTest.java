package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.TinyBundle;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** {@code search}, {@code index}, and sentences in {@code classify} and {@code embed}. */
class SearchCommandsTest {

  @TempDir Path folder;
  private Path model;
  private Path pictures;
  private Path index;

  @BeforeEach
  void write() throws IOException {
    model = TinyBundle.twoTower(folder.resolve("model"));
    pictures = folder.resolve("pictures");
    index = folder.resolve("pictures.index");
    TinyBundle.picture(pictures.resolve("rose.png"), 0xC80A0A);
    TinyBundle.picture(pictures.resolve("sub/leaf & <b> \"q\" #1.png"), 0x0AC80A);
    TinyBundle.picture(pictures.resolve("sub/sky.png"), 0x0A0AC8);
  }

  @Test
  void aSentenceFindsItsPictureAndTheSecondSearchEncodesNothing() {
    Said first = search("a red rose");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out().lines().findFirst().orElseThrow())
        .matches("  1 +0\\.9\\d+  .*")
        .endsWith(pictures.resolve("rose.png").toString());
    assertThat(first.out().lines()).hasSize(3);
    assertThat(first.err()).contains("indexing");

    Said second = search("a red rose");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).isEmpty();
  }

  @Test
  void aPictureFindsItselfFirst() {
    Said said = search(pictures.resolve("sub/sky.png").toString(), "--top", "1");
    assertThat(said.out()).isEqualTo("  1   1.000  " + pictures.resolve("sub/sky.png") + "\n");
  }

  @Test
  void programsGetAnObjectALine() throws IOException {
    Said said = search("blue", "--json", "--top", "2");
    List<JsonNode> lines = json(said.out());
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).get("query").asText()).isEqualTo("blue");
    assertThat(lines.get(0).get("rank").asInt()).isEqualTo(1);
    assertThat(lines.get(0).get("score").asDouble()).isBetween(0.9, 1.0);
    assertThat(lines.get(0).get("path").asText())
        .isEqualTo(pictures.resolve("sub/sky.png").toString());
  }

  @Test
  void severalQueriesComeFromAFile() throws IOException {
    Path queries = folder.resolve("queries.txt");
    Files.writeString(queries, "\uFEFFred\r\n\r\n  blue  \n");
    Said said = search("--queries", queries.toString(), "--top", "1");
    assertThat(said.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("red"),
            line -> assertThat(line).endsWith("rose.png"),
            line -> assertThat(line).isEqualTo("blue"),
            line -> assertThat(line).endsWith("sky.png"));
  }

  @Test
  void thePageIsWellFormedAndLeadsToThePictures() throws Exception {
    Path html = folder.resolve("found.html");
    Said said = search("green <script>", "--html", html.toString());
    assertThat(said.code()).as(said.err()).isZero();
    String text = Files.readString(html);
    assertThat(text).doesNotContain("<script>").contains("green &lt;script&gt;");
    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text.replace("<!DOCTYPE html>", ""))));
    assertThat(page.getElementsByTagName("img").getLength()).isEqualTo(3);
    String link =
        page.getElementsByTagName("a").item(0).getAttributes().getNamedItem("href").getNodeValue();
    Path target = Path.of(folder.resolve("found.html").toUri().resolve(link));
    assertThat(target).isEqualTo(pictures.resolve("sub/leaf & <b> \"q\" #1.png"));
    Said again = search("red", "--html", html.toString());
    assertThat(again.code()).isEqualTo(ExitCode.FILES);
    assertThat(again.err()).contains("found.html: exists already");
  }

  @Test
  void changesOfTheFolderAreSeenUnlessToldNotToLook() throws IOException {
    search("red");
    Files.delete(pictures.resolve("rose.png"));
    TinyBundle.picture(pictures.resolve("rubin.png"), 0xFF0000);
    Said frozen = search("red", "--no-update", "--top", "1");
    assertThat(frozen.out()).contains("rose.png");
    assertThat(search("red", "--top", "1").out()).contains("rubin.png");
  }

  @Test
  void theGraphFindsTheSame() {
    Said exact = search("red");
    Said graph = search("red", "--approximate", "always");
    assertThat(graph.out()).isEqualTo(exact.out());
    assertThat(graph.err()).contains("the graph finds 100.0 % of the 10 nearest");
    assertThat(search("red", "--approximate", "always").err()).isEmpty();
  }

  @Test
  void indexListsWhatIsNotSearchable() throws IOException {
    Files.writeString(pictures.resolve("broken.png"), "no picture");
    Said said = run("index", pictures.toString());
    assertThat(said.code()).isEqualTo(ExitCode.SKIPPED);
    assertThat(said.out())
        .contains("not searchable: ")
        .contains("broken.png")
        .contains("3 pictures searchable, 1 not; 4 encoded now, 0 removed")
        .contains("index: " + index);
    Said search = search("red");
    assertThat(search.code()).isZero();
    assertThat(search.err()).contains("1 of 4 pictures cannot be read and are not searched");
    assertThat(run("index", pictures.toString()).out()).contains("0 encoded now");
  }

  @Test
  void aModelThatReadsNoSentencesSaysSoBeforeIndexing() {
    Path plain = TinyBundle.write(folder.resolve("plain"));
    Said said =
        Said.by("search", "red", "--images", pictures.toString(), "--model", plain.toString());
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("has no encoder of sentences").doesNotContain("indexing");
  }

  @Test
  void anIndexOfAnotherModelIsRefused() {
    search("red");
    Path other = TinyBundle.write(folder.resolve("other"));
    Said said =
        Said.by(
            "search",
            pictures.resolve("rose.png").toString(),
            "--images",
            pictures.toString(),
            "--index",
            index.toString(),
            "--model",
            other.toString());
    assertThat(said.code()).isEqualTo(ExitCode.FILES);
    assertThat(said.err()).contains("the index was made with another model");
  }

  @Test
  void aFileThatIsNoIndexIsNotTouched() throws IOException {
    Files.writeString(index, "my diary");
    Said said = search("red");
    assertThat(said.code()).isEqualTo(ExitCode.FILES);
    assertThat(said.err()).contains("not an index in order");
    assertThat(index).hasContent("my diary");
  }

  @Test
  void foldersThatCannotBeSearchedAreNamed() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Said none = searchIn(folder.resolve("none"));
    assertThat(none.code()).isEqualTo(ExitCode.DATA);
    assertThat(none.err()).contains("none: there is no such folder");
    assertThat(searchIn(pictures.resolve("rose.png")).err()).contains("is a file, no folder");
    Said nothing = searchIn(empty);
    assertThat(nothing.code()).isEqualTo(ExitCode.DATA);
    assertThat(nothing.err()).contains("empty: there are no pictures in it");
    Files.writeString(empty.resolve("a.png"), "no picture");
    assertThat(searchIn(empty).err()).contains("none of its 1 pictures can be read");
  }

  @Test
  void aQueryThatIsEmptyOrAPictureThatIsMissingIsNamed() throws IOException {
    assertThat(search(" ").code()).isEqualTo(ExitCode.USAGE);
    assertThat(search(" ").err()).contains("the text is empty");
    Said missing = search("tulip.png");
    assertThat(missing.code()).isEqualTo(ExitCode.DATA);
    assertThat(missing.err()).contains("tulip.png");
    Files.writeString(folder.resolve("queries.txt"), "\n \n");
    assertThat(search("--queries", folder.resolve("queries.txt").toString()).err())
        .contains("there is no sentence in it");
    Path black = TinyBundle.picture(folder.resolve("black.png"), 0);
    assertThat(search(black.toString()).err()).contains("has no direction");
  }

  @Test
  void aLongSentenceIsSearchedByItsBeginning() {
    Said said = search("red red red red red red blue blue");
    assertThat(said.out()).startsWith("  1").contains("rose.png");
    assertThat(said.err()).contains("longer than the model reads (8 tokens");
  }

  @Test
  void anIndexThatCannotBeWrittenIsSaidToBe() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    index = folder.resolve("file/x.index");
    Said said = search("red");
    assertThat(said.code()).isEqualTo(ExitCode.FILES);
    assertThat(said.err()).contains("the index cannot be written");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search red",
        "search --images x",
        "search red --images x --top 0",
        "search red --images x --approximate sometimes",
        "index",
        "embed --text red x.png",
        "classify x.png --prompts {}",
      })
  void aWrongCommandLineIsExplainedInAFewLines(String line) {
    Said said = Said.by(line.split(" "));
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).startsWith("error: ").contains("--help'.");
  }

  @Test
  void classesOfOnesOwnClassifyPictures() {
    Said said =
        Said.by(
            "classify",
            pictures.resolve("rose.png").toString(),
            "--model",
            model.toString(),
            "--labels",
            "blue,red",
            "--prompts",
            "a photo of {}");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).startsWith(pictures.resolve("rose.png") + ": red (");
  }

  @Test
  void sentencesBecomeVectors() throws IOException {
    Files.writeString(folder.resolve("texts.txt"), "green\n");
    Said said =
        Said.by(
            "embed",
            "--text",
            "a red",
            "--texts",
            folder.resolve("texts.txt").toString(),
            "--model",
            model.toString());
    List<JsonNode> lines = json(said.out());
    assertThat(lines.get(0).get("text").asText()).isEqualTo("a red");
    assertThat(lines.get(0).get("vector").get(0).asDouble()).isGreaterThan(0.9);
    assertThat(lines.get(1).get("text").asText()).isEqualTo("green");
  }

  private Said search(String... arguments) {
    List<String> all = new ArrayList<>(List.of("search"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--images", pictures.toString()));
    return run(all.toArray(String[]::new));
  }

  private Said searchIn(Path images) {
    return run("search", "red", "--images", images.toString());
  }

  private Said run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--model", model.toString(), "--index", index.toString()));
    return Said.by(all.toArray(String[]::new));
  }

  private static List<JsonNode> json(String lines) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    try (Stream<String> all = lines.lines()) {
      for (String line : all.toList()) {
        nodes.add(new ObjectMapper().readTree(line));
      }
    }
    return nodes;
  }
}
