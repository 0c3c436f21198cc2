package dev.counterpoint.datasets.captioned.drawn;

import dev.counterpoint.datasets.captioned.drawn.Scene.Thing;
import dev.counterpoint.datasets.random.RandomAddress;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Puts scenes on pixels, with soft edges, and grain like that of a photograph. */
final class ScenePainter {

  private final int side;
  private final int grain;

  /**
   * Creates a painter.
   *
   * @param side pixels
   * @param grain how far a sample may be from its colour: 0 for none, at most 255
   */
  ScenePainter(int side, int grain) {
    this.side = side;
    this.grain = grain;
  }

  /** The picture of a scene. */
  BufferedImage paint(Scene scene, RandomAddress address) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Arrays.fill(pixels, scene.ground());
    paint(scene.first(), pixels);
    paint(scene.second(), pixels);
    if (grain > 0) {
      SplittableRandom random = address.purpose("grain").stream();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = grained(pixels[i], random.nextInt());
      }
    }
    return image;
  }

  private int grained(int rgb, int noise) {
    int result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int offset = ((noise >> shift & 0xFF) - 128) * grain >> 7;
      result |= Math.max(0, Math.min(255, (rgb >> shift & 0xFF) + offset)) << shift;
    }
    return result;
  }

  private void paint(Thing thing, int[] pixels) {
    double radius = thing.radius() * side;
    double centreX = thing.x() * side;
    double centreY = thing.y() * side;
    int left = Math.max(0, (int) (centreX - radius - 1));
    int right = Math.min(side - 1, (int) (centreX + radius + 1));
    int top = Math.max(0, (int) (centreY - radius - 1));
    int bottom = Math.min(side - 1, (int) (centreY + radius + 1));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double inside = depth(thing.form(), column + 0.5 - centreX, row + 0.5 - centreY, radius);
        int at = row * side + column;
        pixels[at] = mixed(pixels[at], thing.tint().rgb(), inside + 0.5);
      }
    }
  }

  /** How far inside of the form a point is, in pixels; negative outside. */
  private static double depth(Scene.Form form, double x, double y, double radius) {
    double across = Math.abs(x);
    double along = Math.abs(y);
    double half = radius * 0.85;
    return switch (form) {
      case CIRCLE -> radius - Math.hypot(x, y);
      case RING -> Math.min(radius - Math.hypot(x, y), Math.hypot(x, y) - radius * 0.55);
      case SQUARE -> half - Math.max(across, along);
      case DIAMOND -> (radius - across - along) * Math.sqrt(0.5);
      case CROSS ->
          Math.min(half - Math.max(across, along), radius * 0.3 - Math.min(across, along));
      // Base at the bottom: two slanted sides, and the base.
      case TRIANGLE -> Math.min(half - y, ((y + radius) - 2 * across) / Math.sqrt(5));
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
