package dev.counterpoint.inference.files;

import dev.counterpoint.datasets.download.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of each file of a bundle, as {@code sha256sum} writes and checks them.
 *
 * @param hashes 64 lower-case hexadecimal digits of each file, by its name
 */
public record Checksums(SortedMap<String, String> hashes) {

  /** The name of the file that they are kept in. */
  public static final String FILE = "SHA256SUMS";

  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](.+)");

  /** Keeps an own copy. */
  public Checksums {
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
  }

  /** Those of files that are at hand. */
  public static Checksums of(Map<String, byte[]> files) {
    SortedMap<String, String> hashes = new TreeMap<>();
    files.forEach((name, content) -> hashes.put(name, sha256(content)));
    return new Checksums(hashes);
  }

  /**
   * Reads what {@code sha256sum} wrote.
   *
   * @param where the bundle, for errors
   * @throws MalformedChecksumsException if a line is not of that form, or a name comes twice
   * @throws UnsafeBundlePathException if a name is not that of a file in the bundle's own folder
   */
  public static Checksums parse(String where, byte[] content) {
    SortedMap<String, String> hashes = new TreeMap<>();
    int number = 0;
    for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new MalformedChecksumsException(
            where, number, "expected 64 hexadecimal digits, two spaces and a name");
      }
      FileNames.require(where, matcher.group(2));
      if (hashes.put(matcher.group(2), matcher.group(1).toLowerCase(Locale.ROOT)) != null) {
        throw new MalformedChecksumsException(
            where, number, matcher.group(2) + " is there a second time");
      }
    }
    return new Checksums(hashes);
  }

  /**
   * Checks a file.
   *
   * @throws WrongHashException if its hash is another one
   */
  public void verify(String where, String name, byte[] content) {
    String found = sha256(content);
    if (!found.equals(hashes.get(name))) {
      throw new WrongHashException(where, name, hashes.get(name), found);
    }
  }

  /** One hash for all: that of the text; two bundles have the same if all their files are equal. */
  public String identity() {
    return sha256(text().getBytes(StandardCharsets.UTF_8));
  }

  /** In the form of {@code sha256sum}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    hashes.forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
    return text.toString();
  }

  private static String sha256(byte[] content) {
    Sha256 sum = new Sha256();
    try (InputStream in = sum.over(new ByteArrayInputStream(content))) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
    return sum.hex();
  }
}
