package dev.counterpoint.datasets.download;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A file on the network that is known to the byte: not a web page, and always the same.
 *
 * @param name the plain file name under which it is kept
 * @param mirrors where it can be had, http or https, best first; at least one
 * @param size its length in bytes, at least 1
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 */
public record RemoteFile(String name, List<URI> mirrors, long size, String sha256) {

  /**
   * Checks the description.
   *
   * @throws IllegalArgumentException if a part of it makes no sense
   */
  public RemoteFile {
    mirrors = List.copyOf(mirrors);
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("not a plain file name: " + name);
    }
    if (mirrors.isEmpty()
        || !mirrors.stream().allMatch(uri -> Set.of("http", "https").contains(uri.getScheme()))) {
      throw new IllegalArgumentException(name + ": mirrors must be http or https: " + mirrors);
    }
    if (size < 1) {
      throw new IllegalArgumentException(name + ": size must be at least 1: " + size);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(name + ": not a SHA-256: " + sha256);
    }
  }
}
