package dev.counterpoint.inference.config;

import dev.counterpoint.datasets.CounterpointException;

/** A value in a JSON file of a bundle is missing or not what it must be. */
public final class MalformedConfigException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * Names the place.
   *
   * @param file bundle and file
   * @param key the key as a path, {@code graphs.image.file}; empty for the file as a whole
   * @param problem what was expected and found
   */
  public MalformedConfigException(String file, String key, String problem) {
    super(
        key.isEmpty() ? file + ": " + problem : "%s: %s: %s".formatted(file, key, problem),
        "Correct the file and its line in SHA256SUMS, or export the run again.");
    this.key = key;
  }

  /** The key as a path; empty for the file as a whole. */
  public String key() {
    return key;
  }
}
