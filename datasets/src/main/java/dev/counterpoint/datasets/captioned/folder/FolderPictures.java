package dev.counterpoint.datasets.captioned.folder;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.source.LeftOut;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import dev.counterpoint.datasets.captioned.store.CaptionText;
import dev.counterpoint.datasets.captioned.store.Fingerprint;
import dev.counterpoint.datasets.captioned.store.PictureFolder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Pictures of a folder; their texts are read when they are asked for. */
public final class FolderPictures implements CaptionedPictures {

  // A hundred of the longest captions; whoever has more has put another text beside a picture.
  private static final int MAX_TEXT_BYTES = 100 * CaptionText.MAX_BYTES;

  private final String name;
  private final List<String> keys;
  private final PictureFolder folder;
  private final LeftOut leftOut;
  private final Fingerprint fingerprint;

  FolderPictures(String name, List<String> keys, PictureFolder folder, LeftOut leftOut) {
    this.name = name;
    this.keys = List.copyOf(keys);
    this.folder = folder;
    this.leftOut = leftOut;
    this.fingerprint =
        new Fingerprint(
            keys.size(),
            (sum, index) -> {
              Fingerprint.add(sum, key(index).getBytes(StandardCharsets.UTF_8));
              Fingerprint.add(sum, folder.size(key(index)));
              try {
                Fingerprint.add(sum, text(index));
              } catch (BadExampleException e) {
                Fingerprint.add(sum, -1);
              }
            });
  }

  /** What the folder has beside the examples. */
  public LeftOut leftOut() {
    return leftOut;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return keys.size();
  }

  @Override
  public String key(int index) {
    return keys.get(index);
  }

  @Override
  public Description description(int index) {
    byte[] text = text(index);
    int start = startsWithMark(text) ? 3 : 0;
    CaptionText captions = new CaptionText(key(index));
    int line = 1;
    for (int at = start; at <= text.length; at++) {
      if (at == text.length || text[at] == '\n') {
        byte[] caption = Arrays.copyOfRange(text, start, at);
        // Blank lines between captions, and after the last, mean nothing.
        if (!isBlank(caption)) {
          captions.add(caption, MalformedSourceException.line(textKey(index), line));
        }
        start = at + 1;
        line++;
      }
    }
    if (isBlank(text)) {
      captions.add(new byte[0], textKey(index));
    }
    return new Description(captions.captions(), Map.of());
  }

  @Override
  public byte[] picture(int index) {
    return folder.read(key(index), name);
  }

  @Override
  public String fingerprint() {
    return fingerprint.hex();
  }

  @Override
  public void close() {
    // Nothing is open between two pictures.
  }

  private String textKey(int index) {
    String stem = FolderWalk.stem(key(index));
    return folder.has(stem + ".TXT") ? stem + ".TXT" : stem + ".txt";
  }

  private byte[] text(int index) {
    return folder.readText(textKey(index), key(index), MAX_TEXT_BYTES);
  }

  private static boolean startsWithMark(byte[] text) {
    return text.length >= 3
        && text[0] == (byte) 0xEF
        && text[1] == (byte) 0xBB
        && text[2] == (byte) 0xBF;
  }

  private static boolean isBlank(byte[] text) {
    for (byte b : text) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }
}
