package dev.counterpoint.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoteFileTest {

  private static final List<URI> MIRRORS = List.of(URI.create("https://example.org/a"));
  private static final String SHA256 = "0".repeat(64);

  @Test
  void descriptionsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RemoteFile("../a", MIRRORS, 1, SHA256));
    assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFile("a", MIRRORS, 0, SHA256));
    assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFile("a", MIRRORS, 1, "0"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RemoteFile("a", List.of(), 1, SHA256));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RemoteFile("a", List.of(URI.create("file:///a")), 1, SHA256));
  }

  @Test
  void mnistHasFourFilesOnTwoMirrorsEach() {
    assertThat(MnistFiles.all())
        .hasSize(4)
        .allSatisfy(
            file ->
                assertThat(file.mirrors())
                    .hasSize(2)
                    .allMatch(mirror -> mirror.getPath().endsWith("/mnist/" + file.name())));
  }
}
