package dev.counterpoint.datasets.picture;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Small pictures side by side in one large one, in sections with a title and with a caption under
 * each picture. Works without a display and without fonts; equal input gives an equal picture.
 *
 * <pre>{@code
 * new ContactSheet(10, 3)
 *     .section("train", trainImages, trainCaptions)
 *     .section("test, colours reversed", testImages, testCaptions)
 *     .write(Path.of("preview.png"));
 * }</pre>
 */
public final class ContactSheet {

  /** Empty space around the sheet, in pixels. */
  static final int MARGIN = 12;

  static final int BACKGROUND = 0xF7F7F5;

  private static final int SECTION_GAP = 18;

  /** Keeps a slip in the scale from filling the memory: 100 million pixels are 400 MB. */
  private static final long MOST_PIXELS = 100_000_000;

  private final int columns;
  private final int scale;
  private final List<SheetSection> sections = new ArrayList<>();

  /**
   * An empty sheet.
   *
   * @param columns pictures in a row, at least 1
   * @param scale sheet pixels per image pixel, at least 1; 3 suits images of 28 x 28
   * @throws IllegalArgumentException if one of them is below 1
   */
  public ContactSheet(int columns, int scale) {
    if (columns < 1 || scale < 1) {
      throw new IllegalArgumentException(
          "columns %d and scale %d of a contact sheet must be at least 1"
              .formatted(columns, scale));
    }
    this.columns = columns;
    this.scale = scale;
  }

  /**
   * Adds pictures below those already there.
   *
   * @param title stands above them; may be empty
   * @param images at least one, row by row on the sheet
   * @param captions one for each image, or none at all
   * @return this sheet
   * @throws IllegalArgumentException if there is no image or the number of captions does not fit
   */
  public ContactSheet section(String title, RgbImages images, List<String> captions) {
    if (images.count() == 0) {
      throw new IllegalArgumentException("section \"%s\" has no images".formatted(title));
    }
    if (!captions.isEmpty() && captions.size() != images.count()) {
      throw new IllegalArgumentException(
          "section \"%s\" has %d images and %d captions"
              .formatted(title, images.count(), captions.size()));
    }
    sections.add(new SheetSection(title, images, List.copyOf(captions), columns, scale));
    return this;
  }

  /**
   * The sheet as a PNG file.
   *
   * @throws IllegalStateException if there is no section, or the sheet has over 100 million pixels
   */
  public byte[] png() {
    if (sections.isEmpty()) {
      throw new IllegalStateException("a contact sheet needs at least one section");
    }
    long width = sections.stream().mapToLong(SheetSection::width).max().orElseThrow() + 2 * MARGIN;
    long height = sections.stream().mapToLong(SheetSection::height).sum() + 2 * MARGIN;
    height += (long) SECTION_GAP * (sections.size() - 1);
    if (width > MOST_PIXELS || height > MOST_PIXELS || width * height > MOST_PIXELS) {
      throw new IllegalStateException(
          "a contact sheet of %d x %d pixels is too large; use fewer images or a smaller scale"
              .formatted(width, height));
    }
    Canvas canvas = new Canvas((int) width, (int) height, BACKGROUND);
    PixelFont font = PixelFont.load();
    int top = MARGIN;
    for (SheetSection section : sections) {
      section.draw(canvas, font, MARGIN, top);
      top += (int) section.height() + SECTION_GAP;
    }
    return canvas.png();
  }

  /**
   * Writes the sheet as a PNG file; missing folders are made. The file is written beside its place
   * and then moved, so that nobody ever sees half of it, and a file already there stays if writing
   * fails.
   *
   * @throws PictureNotWrittenException if the disk does not let it be written
   */
  public void write(Path file) {
    byte[] png = png();
    Path target = file.toAbsolutePath().normalize();
    // The process in the name: two runs that write the same preview must not share the draft.
    Path draft =
        target.resolveSibling(
            ".%s.%d.part".formatted(target.getFileName(), ProcessHandle.current().pid()));
    try {
      if (Files.isDirectory(target)) {
        throw new FileSystemException(file.toString(), null, "it is a folder");
      }
      Files.createDirectories(target.getParent());
      try {
        Files.write(draft, png);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new PictureNotWrittenException(file, e);
    }
  }
}
