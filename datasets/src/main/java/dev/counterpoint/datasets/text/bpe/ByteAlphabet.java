package dev.counterpoint.datasets.text.bpe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The 256 bytes as characters that can be seen, as the files of byte-level tokenizers write them
 * (Radford et al. 2019, GPT-2): printable bytes of Latin-1 stand for themselves, the others for
 * U+0100 and what follows, in their order.
 */
public final class ByteAlphabet {

  /** How many. */
  public static final int SIZE = 256;

  private static final char[] CHARACTERS = new char[SIZE];
  private static final int HIGHEST;

  static {
    char next = SIZE;
    for (int b = 0; b < SIZE; b++) {
      boolean printable = b > ' ' && b <= '~' || b >= 0xA1 && b != 0xAD;
      CHARACTERS[b] = printable ? (char) b : next++;
    }
    HIGHEST = next - 1;
  }

  private static final int[] BYTES = new int[HIGHEST + 1];

  static {
    Arrays.fill(BYTES, -1);
    for (int b = 0; b < SIZE; b++) {
      BYTES[CHARACTERS[b]] = b;
    }
  }

  private ByteAlphabet() {}

  /** The character of a byte, 0 to 255. */
  public static char character(int unsignedByte) {
    return CHARACTERS[unsignedByte];
  }

  /** Writes the bytes of a token; characters outside of the alphabet as UTF-8. */
  public static void write(String token, ByteArrayOutputStream out) {
    token
        .codePoints()
        .forEach(
            c -> {
              if (c <= HIGHEST && BYTES[c] >= 0) {
                out.write(BYTES[c]);
              } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
              }
            });
  }
}
