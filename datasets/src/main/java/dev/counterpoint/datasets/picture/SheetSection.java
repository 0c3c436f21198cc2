package dev.counterpoint.datasets.picture;

import java.util.List;

/** One section of a contact sheet: where its parts are, in pixels of the sheet. */
final class SheetSection {

  /** Empty space between pictures and below the title. */
  static final int GAP = 6;

  /** Empty space between a row's captions and the next row: a caption belongs to what is above. */
  static final int GAP_BELOW_CAPTIONS = 12;

  /** Empty space between a picture and its caption. */
  static final int CAPTION_GAP = 3;

  static final int TITLE_SCALE = 2;

  private static final int TITLE_COLOR = 0x1A1A1A;
  private static final int CAPTION_COLOR = 0x404040;

  private final String title;
  private final RgbImages images;
  private final List<String> captions;
  private final int columns;
  private final int scale;
  private final int captionScale;
  private final long titleHeight;
  private final long tileWidth;
  private final long tileHeight;
  private final long cellWidth;
  private final long rowHeight;
  private final int rowGap;

  SheetSection(String title, RgbImages images, List<String> captions, int columns, int scale) {
    this.title = title;
    this.images = images;
    this.captions = captions;
    this.columns = columns;
    this.scale = scale;
    titleHeight = title.isEmpty() ? 0 : PixelFont.HEIGHT * TITLE_SCALE + GAP;
    tileWidth = (long) images.width() * scale;
    tileHeight = (long) images.height() * scale;
    // Large letters where all captions fit under their pictures so, small ones otherwise; a caption
    // that is still wider than its picture makes room for itself.
    captionScale = widest(captions, 2) <= tileWidth ? 2 : 1;
    cellWidth = Math.max(tileWidth, widest(captions, captionScale));
    int captionHeight = captions.isEmpty() ? 0 : CAPTION_GAP + PixelFont.HEIGHT * captionScale;
    rowHeight = tileHeight + captionHeight;
    rowGap = captions.isEmpty() ? GAP : GAP_BELOW_CAPTIONS;
  }

  long width() {
    long inRow = Math.min(columns, images.count());
    return Math.max(PixelFont.width(title, TITLE_SCALE), inRow * (cellWidth + GAP) - GAP);
  }

  long height() {
    long rows = (images.count() - 1) / columns + 1;
    return titleHeight + rows * (rowHeight + rowGap) - rowGap;
  }

  /** Draws the section on a canvas that has room for it, from {@code (left, top)} on. */
  void draw(Canvas canvas, PixelFont font, int left, int top) {
    font.draw(canvas, left, top, TITLE_SCALE, TITLE_COLOR, title);
    for (int i = 0; i < images.count(); i++) {
      int x = left + (int) (i % columns * (cellWidth + GAP));
      int y = top + (int) (titleHeight + i / columns * (rowHeight + rowGap));
      drawImage(canvas, i, x + (int) (cellWidth - tileWidth) / 2, y);
      if (!captions.isEmpty()) {
        String caption = captions.get(i);
        int indent = (int) (cellWidth - PixelFont.width(caption, captionScale)) / 2;
        int below = y + (int) tileHeight + CAPTION_GAP;
        font.draw(canvas, x + indent, below, captionScale, CAPTION_COLOR, caption);
      }
    }
  }

  private void drawImage(Canvas canvas, int image, int left, int top) {
    for (int row = 0; row < images.height(); row++) {
      for (int column = 0; column < images.width(); column++) {
        int color = images.pixel(image, row, column);
        canvas.fill(left + column * scale, top + row * scale, scale, scale, color);
      }
    }
  }

  private static long widest(List<String> captions, int scale) {
    return captions.stream().mapToInt(caption -> PixelFont.width(caption, scale)).max().orElse(0);
  }
}
