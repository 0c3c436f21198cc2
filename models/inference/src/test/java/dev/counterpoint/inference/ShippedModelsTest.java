package dev.counterpoint.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.inference.bundle.Bundle;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedModelsTest {

  private static final long LARGEST = 2_000_000;

  @TempDir Path folder;

  static Stream<String> names() {
    return ShippedModels.names().stream();
  }

  @Test
  void everyJarOnTheClassPathMayBringModels() {
    assertThat(ShippedModels.names()).contains("tiny-colors").doesNotHaveDuplicates().isSorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyShippedModelIsInOrderAndSmall(String name) {
    Bundle bundle = Bundle.open(ShippedModels.files(name));
    long size =
        bundle.fileNames().stream().mapToLong(file -> bundle.file(file).orElseThrow().length).sum();
    assertThat(size).isLessThan(LARGEST);
  }

  @Test
  void aShippedModelIsOpenedByItsName() {
    try (ImageModel model = ImageModel.shipped("tiny-colors")) {
      byte[] green = {0, 9, 0, 0, 9, 0, 0, 9, 0, 0, 9, 0};
      assertThat(model.classify(new Picture(2, 2, green)).best().label()).isEqualTo("green");
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThereAre() {
    assertThatThrownBy(() -> ImageModel.shipped("tiny-colours"))
        .isInstanceOf(UnknownModelException.class)
        .hasMessageContaining("no shipped model 'tiny-colours'")
        .hasMessageContaining("tiny-colors");
  }

  @Test
  void theModelForTestsIsTheOneThatTheTestsWrite() {
    // After a change of the format: write it with TestBundles into the resources.
    Bundle written = TestBundles.zeroShot(10).write(folder.resolve("tiny-colors"));
    assertThat(Bundle.open(ShippedModels.files("tiny-colors")).identity())
        .isEqualTo(written.identity());
  }
}
