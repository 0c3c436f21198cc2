package dev.counterpoint.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.download.DownloadProgress;
import dev.counterpoint.datasets.download.Downloader;
import dev.counterpoint.datasets.download.FileServer;
import dev.counterpoint.datasets.download.Host;
import dev.counterpoint.datasets.download.RemoteFile;
import dev.counterpoint.datasets.download.Sha256;
import dev.counterpoint.datasets.idx.IdxFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitSourceTest {

  @TempDir Path temporary;
  private FileServer server;
  private Path cache;
  private final List<RemoteFile> remote = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private int drawn;

  @BeforeEach
  void serveDigits() throws IOException {
    server = new FileServer();
    cache = temporary.resolve("cache");
    variables.put("COUNTERPOINT_CACHE", cache.toString());
    Path originals = DigitFiles.write(temporary.resolve("originals"), DigitFiles.packed());
    for (Map.Entry<String, byte[]> file : DigitFiles.packed().entrySet()) {
      remote.add(
          new RemoteFile(
              file.getKey(),
              List.of(server.at("/" + file.getKey(), FileServer.ranges(file.getValue()))),
              file.getValue().length,
              Sha256.of(originals.resolve(file.getKey()))));
    }
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void givenFolderComesBeforeAllOthers() throws IOException {
    Path given = folder("given");
    variables.put("COUNTERPOINT_DATA", folder("named").toString());

    FoundDigits found =
        find(DigitChoice.ANY, Optional.of(given), Optional.of(folder("data/mnist").getParent()));

    assertThat(found.origin()).isEqualTo(Origin.GIVEN_FOLDER);
    assertThat(found.explanation()).isEqualTo("given from " + given + ".");
  }

  @Test
  void dataFolderHasTheFilesInItsFolderMnistOrInItself() throws IOException {
    variables.put("COUNTERPOINT_DATA", folder("named").toString());
    Path outer = folder("data/mnist").getParent();
    Path itself = folder("itself");

    assertThat(find(DigitChoice.ANY, Optional.empty(), Optional.of(outer)))
        .extracting(FoundDigits::origin, FoundDigits::explanation)
        .containsExactly(
            Origin.DATA_FOLDER,
            "mnist (not the published files) from " + outer.resolve("mnist") + ".");
    assertThat(find(DigitChoice.MNIST, Optional.empty(), Optional.of(itself)).digits().name())
        .isEqualTo("itself");
  }

  @Test
  void environmentNamesTheDataFolder() throws IOException {
    variables.put("COUNTERPOINT_DATA", folder("data/mnist").getParent().toString());

    FoundDigits found = source().find(DigitRequest.any());

    assertThat(found.origin()).isEqualTo(Origin.ENVIRONMENT);
    assertThat(found.explanation()).contains("(COUNTERPOINT_DATA)");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void emptyVariableCountsAsNotSet() {
    variables.put("COUNTERPOINT_DATA", " ");

    assertThat(source().find(DigitRequest.any()).origin()).isEqualTo(Origin.DOWNLOAD);
  }

  @Test
  void firstRunDownloadsIntoTheCacheAndTheSecondFindsItThere() {
    FoundDigits first = source().find(DigitRequest.any());
    FoundDigits second = source().find(DigitRequest.any());

    assertThat(first.origin()).isEqualTo(Origin.DOWNLOAD);
    assertThat(first.explanation()).contains(cache.toString(), "downloaded just now");
    assertThat(second.origin()).isEqualTo(Origin.CACHE);
    assertThat(server.requests()).hasSize(4);
    assertThat(second.digits().sha256ByFile()).hasSize(4);
    assertThat(drawn).isZero();
  }

  @Test
  void locatingDigitsNamesTheirFolderAndDownloadsNothing() throws IOException {
    assertThat(source().locate(DigitRequest.any())).isEmpty();
    assertThat(source().locate(DigitRequest.rendered())).isEmpty();
    assertThat(server.requests()).isEmpty();

    source().find(DigitRequest.any());
    assertThat(source().locate(DigitRequest.any())).contains(cache.resolve("mnist"));

    Path named = folder("named");
    variables.put("COUNTERPOINT_DATA", named.toString());
    assertThat(source().locate(DigitRequest.any())).contains(named);
  }

  @Test
  void spoiltFileInTheCacheIsDownloadedAgain() throws IOException {
    source().find(DigitRequest.any());
    Path spoilt = cache.resolve("mnist").resolve("t10k-labels-idx1-ubyte.gz");
    Files.write(spoilt, new byte[] {1, 2, 3});

    assertThat(source().find(DigitRequest.any()).origin()).isEqualTo(Origin.DOWNLOAD);

    assertThat(server.requests()).hasSize(5);
    assertThat(spoilt).hasBinaryContent(DigitFiles.packed().get("t10k-labels-idx1-ubyte.gz"));
  }

  @Test
  void withoutNetworkRenderedDigitsTakeThePlaceAndSayWhy() {
    server.close();

    FoundDigits found = source().find(DigitRequest.any());

    assertThat(found.origin()).isEqualTo(Origin.RENDERED);
    assertThat(found.digits().name()).isEqualTo("drawn");
    assertThat(found.explanation())
        .contains("Digits drawn by the program take the place of MNIST")
        .contains("does not have it")
        .contains("train-images-idx3-ubyte.gz could not be downloaded")
        .contains("To get MNIST");
  }

  @Test
  void spoiltFileThatCannotBeReplacedIsNamed() throws IOException {
    source().find(DigitRequest.any());
    server.close();
    Files.write(cache.resolve("mnist").resolve("t10k-labels-idx1-ubyte.gz"), new byte[] {1, 2});

    assertThat(source().find(DigitRequest.any()).explanation())
        .contains("has files that are not MNIST's (t10k-labels-idx1-ubyte.gz)");
  }

  @Test
  void whereMnistIsRequiredThereAreNoRenderedDigits() {
    server.close();

    assertThatThrownBy(() -> find(DigitChoice.MNIST, Optional.empty(), Optional.empty()))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("MNIST is not to be had")
        .hasMessageContaining("To get MNIST");
    assertThat(drawn).isZero();
  }

  @Test
  void renderedDigitsOnRequestLookForNothing() {
    FoundDigits found = source().find(DigitRequest.rendered());

    assertThat(found.origin()).isEqualTo(Origin.RENDERED);
    assertThat(server.requests()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new DigitRequest(DigitChoice.RENDERED, Optional.of(temporary), Optional.empty()));
  }

  @Test
  void namedFolderThatLacksTheDataIsAnErrorAndNotPassedOver() throws IOException {
    folder("fine");
    Path empty = Files.createDirectories(temporary.resolve("empty"));

    assertThatThrownBy(() -> find(DigitChoice.ANY, Optional.of(empty), Optional.empty()))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("there is none of them");
    assertThatThrownBy(() -> find(DigitChoice.ANY, Optional.empty(), Optional.of(empty)))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("--data names " + empty + ", which has no digits")
        .hasMessageContaining(empty.resolve("mnist").toString());
    variables.put("COUNTERPOINT_DATA", temporary.resolve("nowhere").toString());
    assertThatThrownBy(() -> source().find(DigitRequest.any()))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("COUNTERPOINT_DATA names")
        .hasMessageContaining("is not a folder");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void incompleteDataFolderSaysWhatIsMissing() throws IOException {
    Path data = folder("data");
    Files.delete(data.resolve("t10k-images-idx3-ubyte.gz"));

    assertThatThrownBy(() -> find(DigitChoice.ANY, Optional.empty(), Optional.of(data)))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("missing t10k-images-idx3-ubyte;");
  }

  @Test
  void corruptFileInANamedFolderIsAnError() throws IOException {
    Path data = folder("data");
    Files.write(data.resolve("t10k-images-idx3-ubyte.gz"), new byte[] {1, 2, 3, 4});

    assertThatThrownBy(() -> find(DigitChoice.ANY, Optional.empty(), Optional.of(data)))
        .isInstanceOf(IdxFormatException.class)
        .hasMessageContaining("t10k-images-idx3-ubyte.gz");
  }

  private FoundDigits find(DigitChoice choice, Optional<Path> digits, Optional<Path> data) {
    return source().find(new DigitRequest(choice, digits, data));
  }

  private DigitSource source() {
    return new DigitSource(
        new Host(variables, "Linux", temporary),
        new Downloader(DownloadProgress.silent(), Duration.ofMillis(500), Duration.ofMillis(500)),
        remote,
        this::draw);
  }

  private DigitSets draw() {
    drawn++;
    LabeledImages one = new LabeledImages("drawn", new byte[4], 2, 2, new byte[] {0}, 10);
    return new DigitSets(one, one, "drawn", Map.of());
  }

  private Path folder(String name) throws IOException {
    return DigitFiles.write(temporary.resolve(name), DigitFiles.packed());
  }
}
