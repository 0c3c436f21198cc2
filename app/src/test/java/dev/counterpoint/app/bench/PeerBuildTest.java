package dev.counterpoint.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class PeerBuildTest {

  @TempDir Path home;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void aCheckout() throws IOException {
    Files.createDirectories(home.resolve("app/src/bench"));
    Files.createDirectories(home.resolve("app/src/main/java/dev/counterpoint/app/bench/protocol"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("app/src/bench/pom.xml"), "<project/>");
  }

  @Test
  void saysThatMavenIsMissing() {
    PeerBuild build = new PeerBuild(home, "no-such-maven");
    assertThatThrownBy(() -> build.classPath(said::add))
        .isInstanceOf(PeerNotBuiltException.class)
        .hasMessageContaining("there is no Maven")
        .hasMessageContaining("Install Maven 3.8 or newer")
        .hasMessageContaining("--no-peer");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void saysWhatMavenCouldNotGet() throws IOException {
    PeerBuild build =
        new PeerBuild(home, script("echo '[ERROR] Could not transfer pytorch'; exit 1"));
    assertThatThrownBy(() -> build.classPath(said::add))
        .isInstanceOf(PeerNotBuiltException.class)
        .hasMessageContaining("Could not transfer pytorch")
        .hasMessageContaining("needs the network once")
        .hasMessageContaining("bench-build.log")
        .hasMessageContaining("--no-peer");
    assertThat(said).singleElement().asString().contains("building the benchmark's peer");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void buildsOnceAndAgainWhenASourceIsNewer() throws IOException {
    Path jar = Files.writeString(home.resolve("pytorch.jar"), "");
    PeerBuild build =
        new PeerBuild(
            home, script("sleep 0.05; echo '" + jar + "' > app/target/bench-classpath.txt"));
    String classPath = build.classPath(said::add);
    assertThat(classPath).endsWith(jar.toString()).contains("bench");
    assertThat(build.classPath(said::add)).isEqualTo(classPath);
    assertThat(said).hasSize(1);
    Path source = Files.writeString(home.resolve("app/src/bench/Peer.java"), "");
    Files.setLastModifiedTime(
        source, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 10_000));
    build.classPath(said::add);
    assertThat(said).hasSize(2);
  }

  @Test
  void findsTheCheckoutThatThisProgramWasCompiledIn() {
    assertThat(PeerBuild.here().home().resolve("app/src/bench/pom.xml")).isRegularFile();
  }

  private String script(String body) throws IOException {
    Path script = Files.writeString(home.resolve("maven"), "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }
}
