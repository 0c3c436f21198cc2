package dev.counterpoint.app.runtime;

import dev.counterpoint.app.run.Versions;
import java.util.Optional;

/** Whether DJL has anywhere to take PyTorch's libraries from. */
public final class TorchLibraries {

  /** How the jar of a platform's libraries tells DJL of itself. */
  private static final String IN_JAR = "native/lib/pytorch.properties";

  private static final String VARIABLE = "PYTORCH_LIBRARY_PATH";

  private TorchLibraries() {}

  /**
   * What to say to a person where it has not.
   *
   * @param cause why the engine did not load, or null
   */
  public static Optional<RuntimeBundleException> missing(Throwable cause) {
    String named = System.getProperty(VARIABLE, System.getenv(VARIABLE));
    return missing(TorchLibraries.class.getClassLoader(), named, cause);
  }

  static Optional<RuntimeBundleException> missing(
      ClassLoader classPath, String named, Throwable cause) {
    if (named != null || classPath.getResource(IN_JAR) != null) {
      return Optional.empty();
    }
    String version = Versions.all().get("pytorch");
    return Optional.of(
        new RuntimeBundleException.NoTorch(
            "PyTorch's libraries are not a part of this program, and " + VARIABLE + " is not set",
            ("Set %s=/path/to/torch/lib PYTORCH_VERSION=%s PYTORCH_FLAVOR=cpu (or cu128) for an"
                    + " installed PyTorch %s, or make the bundle with --natives cpu.")
                .formatted(VARIABLE, version, version),
            cause));
  }
}
