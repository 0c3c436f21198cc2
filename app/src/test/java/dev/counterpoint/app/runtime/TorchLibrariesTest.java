package dev.counterpoint.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class TorchLibrariesTest {

  @Test
  void areInTheJarsOfACheckout() {
    assertThat(TorchLibraries.missing(getClass().getClassLoader(), null, null)).isEmpty();
  }

  @Test
  void areMissingWhereNeitherAJarNorTheVariableHasThem() throws Exception {
    try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
      assertThat(TorchLibraries.missing(nothing, "/opt/torch/lib", null)).isEmpty();
      RuntimeException cause = new RuntimeException();
      assertThat(TorchLibraries.missing(nothing, null, cause))
          .hasValueSatisfying(
              missing ->
                  assertThat(missing)
                      .hasCause(cause)
                      .hasMessageContaining("PYTORCH_LIBRARY_PATH is not set")
                      .hasMessageContaining("PYTORCH_VERSION=2.7.1"));
    }
  }
}
