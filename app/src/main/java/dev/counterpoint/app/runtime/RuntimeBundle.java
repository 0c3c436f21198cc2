package dev.counterpoint.app.runtime;

import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.app.file.ResultFolder;
import dev.counterpoint.app.run.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A folder that runs Counterpoint on any machine of the same system and architecture, wherever it
 * is copied: {@code bin/counterpoint}, {@code java}, {@code lib}, a licence and a README.
 */
public final class RuntimeBundle {

  static final String JAVA = "java";
  static final String LIB = "lib";

  /** The jars in the order of the class path, a name a line; by it a bundle is known as one. */
  static final String CLASS_PATH = "lib/classpath.txt";

  private final String classPath;
  private final BundledNatives natives;
  private final JavaImage image;
  private final Platform platform;

  RuntimeBundle(String classPath, BundledNatives natives, JavaImage image, Platform platform) {
    this.classPath = classPath;
    this.natives = natives;
    this.image = image;
    this.platform = platform;
  }

  /** The bundle of the program that runs, by the Java that it runs on. */
  public static RuntimeBundle ofThisProgram(BundledNatives natives) {
    return new RuntimeBundle(
        System.getProperty("java.class.path"), natives, JavaImage.ofThisJava(), Platform.current());
  }

  /**
   * Makes the folder; it is there whole, or not at all.
   *
   * @param replace whether a bundle that is there may be replaced; anything else never is
   * @param say told what is being done
   * @return what it takes
   * @throws dev.counterpoint.app.file.FolderExistsException if there is something that must not be
   *     replaced
   * @throws FileNotWrittenException if the system refuses
   * @throws RuntimeBundleException if this Java or its class path is not fit for it
   */
  public BundleSize write(Path folder, boolean replace, Consumer<String> say) {
    if (!platform.hasShell()) {
      throw new RuntimeBundleException.NoLauncher(platform);
    }
    image.requireJdk();
    List<ClassPathJar> jars = ClassPathJar.of(classPath, natives);
    requireNatives(jars);
    try (ResultFolder result =
        new ResultFolder(folder, replace, old -> Files.exists(old.resolve(CLASS_PATH)))) {
      Path part = result.path();
      say.accept("linking Java from " + System.getProperty("java.home"));
      image.write(part.resolve(JAVA));
      if (!JavaImage.addArchive(part.resolve(JAVA))) {
        say.accept("warning: no archive of Java's classes could be made; starts take longer");
      }
      say.accept("copying %d jars".formatted(jars.size()));
      copy(jars, Files.createDirectory(part.resolve(LIB)));
      writeTexts(part, jars);
      BundleSize size = BundleSize.of(part);
      result.finish();
      return size;
    } catch (IOException e) {
      throw new FileNotWrittenException(folder, e);
    }
  }

  private void requireNatives(List<ClassPathJar> jars) {
    if (natives == BundledNatives.CPU && jars.stream().noneMatch(ClassPathJar::ofTorch)) {
      throw new RuntimeBundleException.NoTorch(
          "PyTorch's libraries for the CPU are not on the class path",
          "Run this with ./counterpoint in a checkout, or with --natives none.",
          null);
    }
  }

  private void copy(List<ClassPathJar> jars, Path lib) throws IOException {
    JarCopy copy = new JarCopy(platform);
    for (ClassPathJar jar : jars) {
      copy.copy(jar.source(), lib.resolve(jar.name()));
    }
  }

  private void writeTexts(Path part, List<ClassPathJar> jars) throws IOException {
    String names = String.join("\n", jars.stream().map(ClassPathJar::name).toList());
    Files.writeString(part.resolve(CLASS_PATH), names + "\n");
    Files.writeString(part.resolve("lib/platform.txt"), platform.uname() + "\n");
    Files.write(part.resolve("lib/java.sh"), resource("/launcher/java.sh"));
    Path launcher = Files.createDirectory(part.resolve("bin")).resolve("counterpoint");
    Files.write(launcher, resource("/launcher/bundle.sh"));
    if (!launcher.toFile().setExecutable(true, false)) {
      throw new IOException("bin/counterpoint cannot be made executable");
    }
    Files.write(part.resolve("LICENSE"), resource("/launcher/LICENSE"));
    Files.writeString(part.resolve("README.txt"), readme());
  }

  private String readme() throws IOException {
    Map<String, String> versions = Versions.all();
    String text = new String(resource("/launcher/README.txt"), StandardCharsets.UTF_8);
    String torch =
        new String(
            resource(
                natives == BundledNatives.CPU
                    ? "/launcher/natives-cpu.txt"
                    : "/launcher/natives-none.txt"),
            StandardCharsets.UTF_8);
    return text.replace("{natives}", torch.strip())
        .replace("{version}", versions.get("counterpoint"))
        .replace("{pytorch}", versions.get("pytorch"))
        .replace("{java}", versions.get("java"))
        .replace("{vendor}", System.getProperty("java.vendor"))
        .replace("{platform}", platform.uname());
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = RuntimeBundle.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return in.readAllBytes();
    }
  }
}
