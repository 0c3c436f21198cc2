package dev.counterpoint.datasets.captioned.store;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caption may be: UTF-8 of at most {@value #MAX_BYTES} bytes, not blank, without NUL. Of
 * several captions of a picture, those that can be used are; the example is bad when there is none.
 */
public final class CaptionText {

  /** Bytes of the longest caption: 16 KiB are about 4,000 words; models read at most some 100. */
  public static final int MAX_BYTES = 16_384;

  private final String key;
  private final List<String> usable = new ArrayList<>();
  private BadExampleReason firstReason = BadExampleReason.CAPTION_MISSING;
  private String firstDetail = "";

  /** Starts with no caption of an example. */
  public CaptionText(String key) {
    this.key = key;
  }

  /**
   * Adds a caption, if it can be used.
   *
   * @param utf8 the bytes as they are in the source, or the first {@value #MAX_BYTES} and one more
   * @param where for messages: file and line
   */
  public void add(byte[] utf8, String where) {
    if (utf8.length > MAX_BYTES) {
      reject(
          BadExampleReason.CAPTION_TOO_LONG,
          "%s: more than the %d bytes that a caption may have".formatted(where, MAX_BYTES));
      return;
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString().strip();
    } catch (CharacterCodingException e) {
      reject(BadExampleReason.CAPTION_NOT_TEXT, where + ": it is not UTF-8");
      return;
    }
    if (text.isEmpty()) {
      reject(BadExampleReason.CAPTION_BLANK, where);
    } else if (text.indexOf(0) >= 0) {
      reject(BadExampleReason.CAPTION_NOT_TEXT, where + ": it holds a NUL");
    } else {
      usable.add(text);
    }
  }

  /**
   * The captions that can be used, in their order.
   *
   * @throws BadExampleException if there is none, with the reason of the first that cannot
   */
  public List<String> captions() {
    if (usable.isEmpty()) {
      throw new BadExampleException(firstReason, key, firstDetail, null);
    }
    return usable;
  }

  private void reject(BadExampleReason reason, String detail) {
    if (firstReason == BadExampleReason.CAPTION_MISSING) {
      firstReason = reason;
      firstDetail = detail;
    }
  }
}
