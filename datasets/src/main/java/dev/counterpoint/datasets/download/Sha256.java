package dev.counterpoint.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files and streams, as 64 lower-case hexadecimal digits. */
public final class Sha256 {

  private final MessageDigest digest;

  /** Starts a sum over no bytes. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The sum of a whole file. */
  public static String of(Path file) throws IOException {
    Sha256 sum = new Sha256();
    try (InputStream in = sum.over(Files.newInputStream(file))) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return sum.hex();
  }

  /** The sum of a text's UTF-8. */
  public static String of(String text) {
    Sha256 sum = new Sha256();
    sum.digest.update(text.getBytes(StandardCharsets.UTF_8));
    return sum.hex();
  }

  /** A stream that adds to this sum whatever is read through it. */
  public InputStream over(InputStream in) {
    return new DigestInputStream(in, digest);
  }

  /** Adds bytes to the sum. */
  public void add(byte[] bytes) {
    digest.update(bytes);
  }

  /** The sum of what was added, which starts anew. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
