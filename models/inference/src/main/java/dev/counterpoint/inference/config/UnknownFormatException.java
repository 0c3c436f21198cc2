package dev.counterpoint.inference.config;

import dev.counterpoint.datasets.CounterpointException;

/** A folder with a model, but not of a format and version that this program reads. */
public final class UnknownFormatException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private UnknownFormatException(String problem, String remedy) {
    super(problem, remedy);
  }

  static UnknownFormatException format(String file, String found) {
    return new UnknownFormatException(
        "%s: format: expected \"%s\", found %s".formatted(file, BundleConfig.FORMAT, found),
        "This is a model of another program; only bundles that 'counterpoint export' wrote can be"
            + " used.");
  }

  static UnknownFormatException version(String file, int found) {
    return new UnknownFormatException(
        "%s: format_version: expected %d, found %d".formatted(file, BundleConfig.VERSION, found),
        "Use the version of Counterpoint that wrote the bundle, or export the run again.");
  }
}
