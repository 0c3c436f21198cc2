package dev.counterpoint.datasets.text.bpe;

import java.text.Normalizer;
import java.util.function.Consumer;

/**
 * From text to words, as CLIP's tokenizer has it (Radford et al. 2021): NFC, lower case, then
 * English contractions, runs of letters, single numerals, and runs of what is neither; white space
 * only separates.
 *
 * <p>In a tokenizer.json this is the normalizer NFC, Replace, Lowercase and the pre-tokenizer Split
 * with {@link #PATTERN}.
 */
public final class CaptionWords {

  /** What a word is, for a tokenizer.json. */
  public static final String PATTERN =
      "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

  private static final int LETTER = 0;
  private static final int NUMERAL = 1;
  private static final int SPACE = 2;
  private static final int OTHER = 3;

  /** Kinds of the characters below, with a bit for those whose words are beyond doubt. */
  private static final int TABLE = 0x10000;

  private static final int SETTLED = 4;

  private static final byte[] KINDS = new byte[TABLE];

  static {
    for (int c = 0; c < TABLE; c++) {
      KINDS[c] = (byte) (kindOf(c) | (isSettled(c) ? SETTLED : 0));
    }
  }

  private final boolean lowerCase;

  /** Words of texts, in lower case or as they are. */
  public CaptionWords(boolean lowerCase) {
    this.lowerCase = lowerCase;
  }

  /**
   * Whether every character of a text has had its kind, case and composed form for so long that any
   * library agrees on them, whichever version of Unicode it follows. Combining marks are not among
   * these, for their composition depends on what stands beside them.
   */
  public static boolean settled(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((KINDS[c] & SETTLED) != 0) {
        continue;
      }
      boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length();
      if (!pair || !isPictograph(text.codePointAt(i))) {
        return false;
      }
      i++;
    }
    return true;
  }

  /** Halves of a surrogate pair become U+FFFD, as they have no UTF-8. */
  public static String withoutLoneSurrogates(String text) {
    int lone = loneSurrogate(text, 0);
    if (lone < 0) {
      return text;
    }
    StringBuilder repaired = new StringBuilder(text);
    for (; lone >= 0; lone = loneSurrogate(text, lone + 1)) {
      repaired.setCharAt(lone, '\uFFFD');
    }
    return repaired.toString();
  }

  private static int loneSurrogate(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** Hands on the words of a text, in their order; none is empty. */
  public void split(String raw, Consumer<String> words) {
    String text = normalized(raw);
    int at = 0;
    while (at < text.length()) {
      int kind = kind(text, at);
      if (kind == SPACE) {
        at++;
        continue;
      }
      int end = at + contraction(text, at);
      if (end == at) {
        end += Character.charCount(text.codePointAt(at));
        while (kind != NUMERAL && end < text.length() && kind(text, end) == kind) {
          end += Character.charCount(text.codePointAt(end));
        }
      }
      words.accept(text.substring(at, end));
      at = end;
    }
  }

  private String normalized(String raw) {
    String text = withoutLoneSurrogates(raw);
    if (!isLatin(text)) {
      text = Normalizer.normalize(text, Normalizer.Form.NFC);
    }
    return lowerCase ? lowerCased(text) : text;
  }

  /** Below U+0300 nothing composes: all such texts are NFC. */
  private static boolean isLatin(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x300) {
        return false;
      }
    }
    return true;
  }

  /** Character by character: {@link String#toLowerCase()} would look at a sigma's neighbours. */
  private static String lowerCased(String text) {
    int first = 0;
    while (first < text.length() && !changes(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder lower = new StringBuilder(text.length() + 4).append(text, 0, first);
    for (int i = first; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      // The one character whose lower case is two; Character knows only of one.
      if (c == 0x130) {
        lower.append("i\u0307");
      } else {
        lower.appendCodePoint(Character.toLowerCase(c));
      }
    }
    return lower.toString();
  }

  private static boolean changes(char c) {
    return c < 0x80 ? c >= 'A' && c <= 'Z' : true;
  }

  /** Length of a contraction that starts here, else 0. */
  private static int contraction(String text, int at) {
    if (text.charAt(at) != '\'' || at + 1 == text.length()) {
      return 0;
    }
    char second = at + 2 < text.length() ? text.charAt(at + 2) : ' ';
    return switch (text.charAt(at + 1)) {
      case 's', 't', 'm', 'd' -> 2;
      case 'r', 'v' -> second == 'e' ? 3 : 0;
      case 'l' -> second == 'l' ? 3 : 0;
      default -> 0;
    };
  }

  private static int kind(String text, int at) {
    char c = text.charAt(at);
    return Character.isSurrogate(c) ? kindOf(text.codePointAt(at)) : KINDS[c] & 3;
  }

  private static int kindOf(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMERAL;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          SPACE;
      default -> c >= '\t' && c <= '\r' || c == 0x85 ? SPACE : OTHER;
    };
  }

  /** Latin, Greek, Cyrillic, kana, Chinese characters, Hangul, punctuation and signs. */
  private static boolean isSettled(int c) {
    boolean script =
        c < 0x250
            || c >= 0x370 && c < 0x530
            || c >= 0x1E00 && c < 0x2C00
            || c >= 0x3000 && c < 0x3100
            || c >= 0x4E00 && c < 0x9FCD
            || c >= 0xAC00 && c < 0xD7A4
            || c >= 0xFF01 && c < 0xFF5F;
    // The selector of a picture's colours never composes, and follows many emoji.
    if (c == 0xFE0F) {
      return true;
    }
    int type = Character.getType(c);
    return script
        && type != Character.UNASSIGNED
        && type != Character.NON_SPACING_MARK
        && type != Character.COMBINING_SPACING_MARK
        && type != Character.ENCLOSING_MARK
        && Normalizer.isNormalized(Character.toString(c), Normalizer.Form.NFC);
  }

  private static boolean isPictograph(int c) {
    return c >= 0x1F1E6 && c < 0x1F200 || c >= 0x1F300 && c < 0x1FB00;
  }
}
