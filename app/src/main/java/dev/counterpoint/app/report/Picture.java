package dev.counterpoint.app.report;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A PNG picture inside the page, such as a contact sheet of samples. Its pixels are not smoothed
 * when it is shown larger than it is.
 *
 * @param title what it shows
 * @param explanation how to read it; may be empty
 * @param alternative what it shows, in words, for those who do not see it
 * @param png the file's bytes; not copied, do not change
 */
public record Picture(String title, String explanation, String alternative, byte[] png)
    implements Element {

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int HEADER_BYTES = 24;

  /**
   * Checks that the bytes are a PNG.
   *
   * @throws IllegalArgumentException if they are not
   */
  public Picture {
    if (png.length < HEADER_BYTES || ByteBuffer.wrap(png).getLong() != SIGNATURE) {
      throw new IllegalArgumentException("picture \"" + title + "\" is not a PNG");
    }
  }

  @Override
  public void write(HtmlWriter html) {
    // After the signature: length and name of the header chunk, then width and height.
    ByteBuffer header = ByteBuffer.wrap(png).position(16);
    String width = String.valueOf(header.getInt());
    String height = String.valueOf(header.getInt());
    String source = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    html.open("figure", "class", "picture");
    html.empty("img", "src", source, "alt", alternative, "width", width, "height", height).line();
    String id = html.id("figure-caption");
    Captions.write(html, id, html.number("Figure"), title, explanation, "");
    html.close().line();
  }
}
