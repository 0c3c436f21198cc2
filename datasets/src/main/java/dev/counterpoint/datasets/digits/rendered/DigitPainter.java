package dev.counterpoint.datasets.digits.rendered;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws one digit as somebody might write it: skeleton, hand, warp, brush. */
public final class DigitPainter {

  /** Rows and columns of an image, in pixels. */
  public static final int SIZE = 28;

  /** Pixels that stay free at the edge where mass and box disagree about the centre. */
  private static final double MARGIN = 1;

  /** A stroke has at least this many points left when its ends are cut. */
  private static final int SHORTEST = 5;

  private static final double TURN = 2 * Math.PI;

  private DigitPainter() {}

  /**
   * Draws a digit.
   *
   * @param digit 0 to 9
   * @param random where all choices come from; the same stream gives the same image everywhere
   * @return {@code (28, 28)} grey bytes row by row, ink 255 on 0, centred by mass
   */
  public static byte[] paint(int digit, SplittableRandom random) {
    Noise noise = new Noise(random);
    Skeleton skeleton = Skeletons.choose(digit, random);
    Hand hand = Hand.random(noise);
    List<Trace> traces = new ArrayList<>();
    for (Stroke stroke : skeleton.strokes()) {
      traces.add(cutEnds(Trace.through(jittered(stroke, hand, noise)), hand, noise));
    }
    shape(traces, hand);
    warp(traces, hand, noise);
    slantAndTurn(traces, hand);
    traces.forEach(trace -> press(trace, hand, noise));
    place(traces, hand, noise);
    return new Brush(SIZE, hand.softness()).paint(traces);
  }

  private static Stroke jittered(Stroke stroke, Hand hand, Noise noise) {
    double driftX = hand.drift() * noise.bell();
    double driftY = hand.drift() * noise.bell();
    double[] x = stroke.x().clone();
    double[] y = stroke.y().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += driftX + hand.jitter() * noise.bell();
      y[i] += driftY + hand.jitter() * noise.bell();
    }
    return new Stroke(x, y, stroke.corner());
  }

  /** A pen that comes down late or leaves early: at most an eighth of the stroke at each end. */
  private static Trace cutEnds(Trace trace, Hand hand, Noise noise) {
    double most = Math.min(0.125, 0.05 * hand.haste()) * trace.size();
    int first = (int) (most * noise.uniform());
    int last = (int) (most * noise.uniform());
    return trace.size() - first - last < SHORTEST ? trace : trace.trimmed(first, last);
  }

  /** Proportions: the waist goes up or down, the bottom is wider or narrower than the top. */
  private static void shape(List<Trace> traces, Hand hand) {
    for (Trace trace : traces) {
      for (int i = 0; i < trace.size(); i++) {
        double y = trace.y[i];
        trace.x[i] = (trace.x[i] - 0.3) * hand.aspect() * (1 + hand.taper() * (y - 0.5));
        trace.y[i] = y + 4 * hand.waist() * y * (1 - y);
      }
    }
  }

  /** The smooth elastic warp: two slow waves across the page for each coordinate. */
  private static void warp(List<Trace> traces, Hand hand, Noise noise) {
    double[][] waves = new double[4][];
    for (int w = 0; w < waves.length; w++) {
      waves[w] =
          new double[] {
            hand.warp() * noise.bell(),
            noise.uniform(-1.2, 1.2),
            noise.uniform(-1.2, 1.2),
            noise.uniform()
          };
    }
    for (Trace trace : traces) {
      for (int i = 0; i < trace.size(); i++) {
        double x = trace.x[i];
        double y = trace.y[i];
        trace.x[i] += wave(waves[0], x, y) + wave(waves[1], x, y);
        trace.y[i] += wave(waves[2], x, y) + wave(waves[3], x, y);
      }
    }
  }

  private static double wave(double[] wave, double x, double y) {
    return wave[0] * StrictMath.sin(TURN * (wave[1] * x + wave[2] * y + wave[3]));
  }

  private static void slantAndTurn(List<Trace> traces, Hand hand) {
    double cos = StrictMath.cos(hand.rotation());
    double sin = StrictMath.sin(hand.rotation());
    for (Trace trace : traces) {
      for (int i = 0; i < trace.size(); i++) {
        double x = trace.x[i] + hand.slant() * (0.5 - trace.y[i]);
        double y = trace.y[i] - 0.5;
        trace.x[i] = cos * x - sin * y;
        trace.y[i] = sin * x + cos * y;
      }
    }
  }

  /** Width and strength of the ink along the stroke, slowly changing. */
  private static void press(Trace trace, Hand hand, Noise noise) {
    double speed = noise.uniform(0.3, 1.2);
    double phase = noise.uniform();
    for (int i = 0; i < trace.size(); i++) {
      double swing = StrictMath.sin(TURN * (phase + speed * i / trace.size()));
      trace.radius[i] = hand.radius() * (1 + hand.pressure() * swing);
      trace.ink[i] = Math.min(1, hand.ink() + 0.05 * swing);
    }
  }

  /**
   * Scales to the box with the ink's width included, then puts the centre of mass in the middle.
   */
  private static void place(List<Trace> traces, Hand hand, Noise noise) {
    Extent extent = Extent.of(traces);
    double room = hand.size() - 2 * hand.radius();
    double scale = room / Math.max(extent.width(), extent.height());
    // MNIST moves whole pixels, so its centres of mass lie within half a pixel of the middle.
    double middle = SIZE / 2.0;
    double shiftX = middle + noise.uniform(-0.5, 0.5) - scale * extent.massX();
    double shiftY = middle + noise.uniform(-0.5, 0.5) - scale * extent.massY();
    double edge = MARGIN + hand.radius();
    shiftX = inside(shiftX, edge - scale * extent.left(), SIZE - edge - scale * extent.right());
    shiftY = inside(shiftY, edge - scale * extent.top(), SIZE - edge - scale * extent.bottom());
    for (Trace trace : traces) {
      for (int i = 0; i < trace.size(); i++) {
        trace.x[i] = scale * trace.x[i] + shiftX;
        trace.y[i] = scale * trace.y[i] + shiftY;
      }
    }
  }

  private static double inside(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
