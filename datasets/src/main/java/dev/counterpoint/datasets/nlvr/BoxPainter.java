package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.nlvr.DrawnScene.Thing;

/** Puts scenes on pixels, with soft edges: three light boxes side by side on a dark ground. */
final class BoxPainter {

  private static final int GROUND = 0x606060;
  private static final int BOX = 0xE0E0E0;

  private final int height;
  private final int width;

  BoxPainter(int height, int width) {
    this.height = height;
    this.width = width;
  }

  /** Bytes of a picture, {@code (3, height, width)}. */
  int bytes() {
    return Math.multiplyExact(3, Math.multiplyExact(height, width));
  }

  /** Writes a picture from an offset on. */
  void paint(DrawnScene scene, byte[] to, int offset) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = colour(scene, (x + 0.5) / width * 3, (y + 0.5) / height);
        int at = offset + y * width + x;
        to[at] = (byte) (rgb >> 16);
        to[at + height * width] = (byte) (rgb >> 8);
        to[at + 2 * height * width] = (byte) rgb;
      }
    }
  }

  /** The colour at a place: across in boxes, down as a fraction. */
  private int colour(DrawnScene scene, double across, double down) {
    int box = Math.min(2, (int) across);
    double x = across - box;
    // A gap of a thirtieth of a box on every side.
    double edge = Math.min(Math.min(x, 1 - x), Math.min(down, 1 - down));
    if (edge < 1 / 30.0) {
      return GROUND;
    }
    int rgb = BOX;
    for (Thing thing : scene.boxes().get(box)) {
      // In pixels of the picture, so that circles are round where boxes are square.
      double pixelsAcross = (x - thing.x()) * width / 3;
      double pixelsDown = (down - thing.y()) * height;
      double radius = 0.17 * Math.min(width / 3.0, height);
      if (Math.max(Math.abs(pixelsAcross), Math.abs(pixelsDown)) < radius + 1) {
        double share = depth(thing.form(), pixelsAcross, pixelsDown, radius) + 0.5;
        rgb = mixed(rgb, thing.tint().rgb(), share);
      }
    }
    return rgb;
  }

  /** How far inside of the form a point is, in pixels; negative outside. */
  private static double depth(DrawnScene.Form form, double x, double y, double radius) {
    return switch (form) {
      case CIRCLE -> radius - Math.sqrt(x * x + y * y);
      case SQUARE -> radius * 0.9 - Math.max(Math.abs(x), Math.abs(y));
      // Base at the bottom: two slanted sides, and the base.
      case TRIANGLE ->
          Math.min(radius * 0.9 - y, (y + radius * 0.9 - 1.8 * Math.abs(x)) / Math.hypot(1, 1.8));
    };
  }

  private static int mixed(int below, int above, double share) {
    double part = Math.max(0, Math.min(1, share));
    int result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double value = (below >> shift & 0xFF) * (1 - part) + (above >> shift & 0xFF) * part;
      result |= (int) (value + 0.5) << shift;
    }
    return result;
  }
}
