package dev.counterpoint.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  private static final Path HOME = Path.of("/home/ada");

  @Test
  void eachSystemHasItsOwnPlace() {
    assertThat(cache("Linux", Map.of())).isEqualTo(Path.of("/home/ada/.cache/counterpoint"));
    assertThat(cache("Mac OS X", Map.of()))
        .isEqualTo(Path.of("/home/ada/Library/Caches/counterpoint"));
    assertThat(cache("Windows 11", Map.of("LOCALAPPDATA", "/local")))
        .isEqualTo(Path.of("/local/counterpoint"));
    assertThat(cache("Windows 11", Map.of()))
        .isEqualTo(Path.of("/home/ada/AppData/Local/counterpoint"));
  }

  @Test
  void xdgCacheHomeCountsIfItIsAbsolute() {
    assertThat(cache("Linux", Map.of("XDG_CACHE_HOME", absolute("xdg"))))
        .isEqualTo(Path.of(absolute("xdg"), "counterpoint"));
    assertThat(cache("Linux", Map.of("XDG_CACHE_HOME", "relative")))
        .isEqualTo(Path.of("/home/ada/.cache/counterpoint"));
    assertThat(cache("Linux", Map.of("XDG_CACHE_HOME", "")))
        .isEqualTo(Path.of("/home/ada/.cache/counterpoint"));
  }

  @Test
  void counterpointCacheOverridesAllAndIsTheFolderItself() {
    assertThat(
            cache("Linux", Map.of("XDG_CACHE_HOME", absolute("xdg"), "COUNTERPOINT_CACHE", "here")))
        .isEqualTo(Path.of("here"));
  }

  private static String absolute(String name) {
    return Path.of(name).toAbsolutePath().toString();
  }

  private static Path cache(String os, Map<String, String> variables) {
    return CacheFolder.of(new Host(variables, os, HOME));
  }
}
