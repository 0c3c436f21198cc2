package dev.counterpoint.datasets.download;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the machine tells about itself and its user; handed in, so that tests can say otherwise.
 *
 * @param variables the environment variables
 * @param osName the operating system as Java names it: {@code "Linux"}, {@code "Mac OS X"}, {@code
 *     "Windows 11"}
 * @param home the user's home folder
 */
public record Host(Map<String, String> variables, String osName, Path home) {

  /** Copies the variables. */
  public Host {
    variables = Map.copyOf(variables);
  }

  /** The machine that this program runs on. */
  public static Host current() {
    return new Host(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  /** An environment variable; empty if it is not set or has no text. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }
}
