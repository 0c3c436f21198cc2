package dev.counterpoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code counterpoint}, in a folder of its own with stand-ins for Java and Maven. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir Path home;

  @BeforeEach
  void standIns() throws IOException {
    Path script = Path.of(System.getProperty("user.dir"), "counterpoint");
    Files.copy(script, home.resolve("counterpoint"));
    executable(home.resolve("counterpoint"));
    for (String module : List.of("datasets", "models", "models/onnx", "models/inference", "app")) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
      Files.createFile(home.resolve(module).resolve("pom.xml"));
    }
    Files.createFile(home.resolve("pom.xml"));
    Path shared = Path.of("app/src/main/resources/launcher/java.sh");
    Files.createDirectories(home.resolve(shared).getParent());
    Files.copy(Path.of(System.getProperty("user.dir")).resolve(shared), home.resolve(shared));
    Files.createDirectories(home.resolve("bin"));
    // What a build leaves behind, and one line for each build.
    program(
        "mvn",
        """
        echo built >> "$HOME_OF_TEST/builds"
        echo 'a line of the log'
        [ -f "$HOME_OF_TEST/broken" ] && exit 1
        mkdir -p "$HOME_OF_TEST"/{datasets,models,app}/target/classes
        case "$*" in
          *-Pcuda*) echo cuda.jar > "$HOME_OF_TEST/app/target/classpath-cuda.txt";;
          *) echo some.jar > "$HOME_OF_TEST/app/target/classpath.txt";;
        esac
        """);
    program(
        "java",
        """
        echo "arguments: $*"
        echo "allocator: $MALLOC_ARENA_MAX $MALLOC_TOP_PAD_ $MALLOC_MMAP_MAX_ $GLIBC_TUNABLES $DJL_OFFLINE"
        echo "natives: ${COUNTERPOINT_NATIVES:-none}"
        trap 'exit 130' INT
        trap 'exit 143' TERM
        case "${!#}" in
          wait) touch "$HOME_OF_TEST/waiting"; while :; do sleep 0.05; done;;
          *) exit 7;;
        esac
        """);
  }

  @Test
  void theFirstStartBuildsTheNextDoesNot() throws Exception {
    assertThat(run("one").output).contains("counterpoint: building");
    Run second = run("two");
    assertThat(second.output).doesNotContain("building").contains("Counterpoint two");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aChangedSourceOfAnyModuleIsBuilt() throws Exception {
    run("one");
    int expected = 1;
    for (String module : List.of("datasets", "models", "models/onnx", "models/inference", "app")) {
      Path source = home.resolve(module).resolve("src/main/Changed.java");
      Files.createFile(source);
      Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
      run("again");
      assertThat(builds()).as(module).isEqualTo(++expected);
      Files.delete(source);
    }
  }

  @Test
  void argumentsAndExitCodePass() throws Exception {
    Run run = run("train", "--set", "a b=c");
    assertThat(run.output).contains("dev.counterpoint.app.Counterpoint train --set a b=c");
    assertThat(run.code).isEqualTo(7);
  }

  @Test
  void theAllocatorKeepsItsMemoryUnlessTheUserSaysOtherwise() throws Exception {
    assertThat(run("one").output).contains("allocator: 1 268435456 0 glibc.malloc.hugetlb=1 true");
    assertThat(run(Map.of("MALLOC_TOP_PAD_", "5"), "one").output).contains("allocator: 1 5 0 ");
  }

  @Test
  void onePictureIsAnsweredByTheQuickCompiler() throws Exception {
    Path picture = Files.createFile(home.resolve("picture.png"));
    assertThat(run("classify", picture.toString()).output).contains("TieredStopAtLevel=1");
    assertThat(run("classify", home.toString()).output).doesNotContain("TieredStopAtLevel");
    assertThat(run("embed", picture.toString()).output).doesNotContain("TieredStopAtLevel");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void cudaBuildsItsOwnClassPathAndIsToldToJava() throws Exception {
    assertThat(run("doctor").output).contains("some.jar").contains("natives: none");
    Run cuda = run("--cuda", "doctor", "--json");
    assertThat(cuda.output)
        .contains("3 GB of CUDA libraries")
        .contains("cuda.jar dev.counterpoint.app.Counterpoint doctor --json")
        .contains("natives: cuda");
    assertThat(builds()).isEqualTo(2);
    // Neither builds again for the other.
    assertThat(run(Map.of("COUNTERPOINT_NATIVES", "cuda"), "doctor").output).contains("cuda.jar");
    assertThat(run("doctor").output).contains("some.jar");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void cudaIsRefusedOnOtherSystemsBeforeAnythingIsDownloaded() throws Exception {
    program("uname", "echo Darwin arm64\n");
    Run run = run("--cuda", "doctor");
    assertThat(run.code).isEqualTo(6);
    assertThat(run.output)
        .contains("Linux on x86_64 only; this machine is Darwin arm64")
        .doesNotContain("building");
  }

  @Test
  void aBuildThatFailsShowsItsLog() throws Exception {
    Files.createFile(home.resolve("broken"));
    Run run = run("one");
    assertThat(run.code).isEqualTo(1);
    assertThat(run.output)
        .contains("a line of the log")
        .contains("the build failed; the whole log is")
        .doesNotContain("arguments:");
  }

  @Test
  void aSignalReachesJavaAndItsExitCodeTheUser() throws Exception {
    run("one");
    Process process = start(Map.of(), "wait");
    Instant giveUp = Instant.now().plus(Duration.ofSeconds(20));
    while (!Files.exists(home.resolve("waiting")) && Instant.now().isBefore(giveUp)) {
      Thread.sleep(20);
    }
    process.toHandle().destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
  }

  @Test
  void aMachineWithoutJavaIsTold() throws Exception {
    Run run = run(Map.of("JAVA_HOME", home.resolve("nothing").toString()), "one");
    assertThat(run.code).isEqualTo(1);
    assertThat(run.output).contains("no Java found").contains("JDK 17");
  }

  private record Run(int code, String output) {}

  private Run run(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  private Run run(Map<String, String> environment, String... arguments) throws Exception {
    Process process = start(environment, arguments);
    String output = new String(process.getInputStream().readAllBytes());
    return new Run(process.waitFor(), output);
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("counterpoint").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> all = builder.environment();
    all.keySet().removeIf(name -> name.startsWith("MALLOC_"));
    all.keySet()
        .removeAll(List.of("GLIBC_TUNABLES", "JAVA_HOME", "DJL_OFFLINE", "COUNTERPOINT_JAVA_OPTS"));
    all.remove("COUNTERPOINT_NATIVES");
    all.put("PATH", home.resolve("bin") + ":" + all.get("PATH"));
    all.put("HOME_OF_TEST", home.toString());
    all.putAll(environment);
    return builder.start();
  }

  private int builds() throws IOException {
    return Files.readAllLines(home.resolve("builds")).size();
  }

  private void program(String name, String body) throws IOException {
    Path path = home.resolve("bin").resolve(name);
    Files.writeString(path, "#!/usr/bin/env bash\n" + body);
    executable(path);
  }

  private static void executable(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
