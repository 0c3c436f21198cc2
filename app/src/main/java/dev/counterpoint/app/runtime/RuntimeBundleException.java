package dev.counterpoint.app.runtime;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** What hinders a bundle with Java from being made, or from running. */
public abstract class RuntimeBundleException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private RuntimeBundleException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }

  /** The Java that runs this cannot make another: it is no JDK. */
  public static final class NoJdk extends RuntimeBundleException {

    private static final long serialVersionUID = 1L;

    NoJdk(Path home, String lacks) {
      super(
          "the Java that runs this, %s, is no whole JDK: it has no %s".formatted(home, lacks),
          "Install a JDK 17 or newer (on Debian and Ubuntu openjdk-17-jdk-headless), and set"
              + " JAVA_HOME to it.",
          null);
    }
  }

  /** A tool of the JDK failed. */
  public static final class ToolFailed extends RuntimeBundleException {

    private static final long serialVersionUID = 1L;

    ToolFailed(String tool, Path home, String said) {
      super(
          "%s of %s failed: %s".formatted(tool, home, said.strip()),
          "Check that the disk has space left; otherwise try another JDK 17 or newer, by JAVA_HOME.",
          null);
    }
  }

  /** A part of the class path is missing or damaged. */
  public static final class UnreadableJar extends RuntimeBundleException {

    private static final long serialVersionUID = 1L;

    UnreadableJar(Path jar, String reason, Throwable cause) {
      super(
          jar + ": cannot be read as a part of the class path: " + reason,
          "Remove it and build again with Maven, which downloads what is missing.",
          cause);
    }
  }

  /** There is no launcher for this system. */
  public static final class NoLauncher extends RuntimeBundleException {

    private static final long serialVersionUID = 1L;

    NoLauncher(Platform platform) {
      super(
          "bundles are for Linux and macOS; this machine is " + platform.system(),
          "On Windows, run this inside WSL.",
          null);
    }
  }

  /** PyTorch's libraries are nowhere. */
  public static final class NoTorch extends RuntimeBundleException {

    private static final long serialVersionUID = 1L;

    NoTorch(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }
}
