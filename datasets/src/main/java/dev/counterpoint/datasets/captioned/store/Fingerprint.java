package dev.counterpoint.datasets.captioned.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/** The sum that tells a data set from another, taken when it is first asked for. */
public final class Fingerprint {

  private final Supplier<String> computation;
  private String known;

  /**
   * A sum over examples.
   *
   * @param size number of examples
   * @param example adds an example to the sum; whatever has no fixed length, after its length
   */
  public Fingerprint(int size, ObjIntConsumer<MessageDigest> example) {
    computation =
        () -> {
          MessageDigest sum = sha256();
          for (int i = 0; i < size; i++) {
            example.accept(sum, i);
          }
          return HexFormat.of().formatHex(sum.digest());
        };
  }

  /** 64 hexadecimal digits. */
  public synchronized String hex() {
    if (known == null) {
      known = computation.get();
    }
    return known;
  }

  /** Adds a number to a sum. */
  public static void add(MessageDigest sum, long number) {
    sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
  }

  /** Adds bytes to a sum, after their number. */
  public static void add(MessageDigest sum, byte[] bytes) {
    add(sum, bytes.length);
    sum.update(bytes);
  }

  /** An empty SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
