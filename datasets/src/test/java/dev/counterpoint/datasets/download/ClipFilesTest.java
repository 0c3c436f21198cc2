package dev.counterpoint.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClipFilesTest {

  @ParameterizedTest
  @EnumSource
  void everyAddressIsThatOfARevisionWhichNeverChanges(ClipFiles files) {
    Stream.of(files.weights(), files.tokenizer())
        .flatMap(file -> file.mirrors().stream())
        .forEach(
            mirror ->
                assertThat(mirror.toString())
                    .matches("https://huggingface\\.co/[^/]+/[^/]+/resolve/[0-9a-f]{40}/.+"));
  }

  @ParameterizedTest
  @EnumSource
  void theFileHoldsTheParametersOfViTB32AndAHeader(ClipFiles files) {
    long data = 4 * 151_277_313L;
    assertThat(files.weights().size()).isBetween(data, data + 100_000);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsId(ClipFiles files) {
    assertThat(ClipFiles.find(files.id())).contains(files);
    assertThat(ClipFiles.find(files.id() + "x")).isEmpty();
  }
}
