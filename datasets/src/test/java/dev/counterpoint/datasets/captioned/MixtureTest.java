package dev.counterpoint.datasets.captioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixtureTest {

  private static Mixture mixture() {
    return new Mixture(
        List.of(
            new MemoryPictures("a", 2, "a-"),
            new MemoryPictures("b", 0, "b-"),
            new MemoryPictures("c", 3, "c-")));
  }

  @Test
  void examplesFollowOneAnotherSourceBySource() {
    try (Mixture mixture = mixture()) {
      assertThat(mixture.size()).isEqualTo(5);
      assertThat(mixture.starts()).containsExactly(0, 2, 2, 5);
      assertThat(IntStream.range(0, 5).mapToObj(mixture::key))
          .containsExactly("a-0", "a-1", "c-0", "c-1", "c-2");
      assertThat(mixture.description(2).captions().get(0)).isEqualTo("c-0 in one way");
      assertThat(mixture.name()).isEqualTo("a + b + c");
    }
  }

  @Test
  void theFingerprintFollowsThoseOfTheSources() {
    Mixture one = new Mixture(List.of(new MemoryPictures("a", 2, "a-")));

    assertThat(mixture().fingerprint())
        .hasSize(64)
        .isEqualTo(mixture().fingerprint())
        .isNotEqualTo(one.fingerprint());
  }

  @Test
  void nothingAndPlacesOutsideAreRefused() {
    assertThatThrownBy(() -> new Mixture(List.of())).hasMessageContaining("needs sources");
    assertThatThrownBy(() -> mixture().key(5)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
