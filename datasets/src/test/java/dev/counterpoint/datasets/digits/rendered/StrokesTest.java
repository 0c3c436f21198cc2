package dev.counterpoint.datasets.digits.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StrokesTest {

  @Test
  void aCurvePassesThroughItsKnots() {
    Stroke stroke = Stroke.parse("0,0 40,10 60,50! 30,90 0,100");
    Trace trace = Trace.through(stroke);
    for (int knot = 0; knot < stroke.size(); knot++) {
      int point = knot * (trace.size() - 1) / (stroke.size() - 1);
      assertThat(trace.x[point]).isCloseTo(stroke.x()[knot], within(1e-12));
      assertThat(trace.y[point]).isCloseTo(stroke.y()[knot], within(1e-12));
    }
  }

  @Test
  void betweenTwoCornersTheStrokeIsStraight() {
    Trace trace = Trace.through(Stroke.parse("0,0 50,0! 50,100! 0,100"));
    assertThat(trace.x[trace.size() / 2]).isEqualTo(0.5);
    assertThat(Arrays.stream(trace.x).max()).hasValue(0.5);
  }

  @Test
  void knotsOnOnePlaceDoNoHarm() {
    Trace trace = Trace.through(Stroke.parse("10,10 10,10 10,10 50,50"));
    assertThat(Arrays.stream(trace.x).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void inkIsFullInsideHalfAtTheEdgeAndNoneBeyond() {
    byte[] image = new Brush(11, 1).paint(List.of(line(2.5, 5.5, 8.5, 5.5, 2)));
    assertThat(image[5 * 11 + 5] & 0xFF).isEqualTo(255);
    assertThat(image[6 * 11 + 5] & 0xFF).isEqualTo(255);
    assertThat(image[7 * 11 + 5] & 0xFF).isEqualTo(128);
    assertThat(image[8 * 11 + 5] & 0xFF).isZero();
  }

  @Test
  void inkDoesNotAddUpWhereStrokesCross() {
    Trace faint = line(2.5, 5.5, 8.5, 5.5, 1);
    Arrays.fill(faint.ink, 0.6);
    assertThat(new Brush(11, 1).paint(List.of(faint, faint)))
        .isEqualTo(new Brush(11, 1).paint(List.of(faint)));
  }

  @Test
  void aStrokeMayLeaveThePage() {
    assertThat(new Brush(5, 1).paint(List.of(line(-9, -9, 20, 20, 1)))).contains((byte) 255);
  }

  @Test
  void everyWayOfWritingADigitIsChosen() {
    SplittableRandom random = RandomAddress.seed(11).stream();
    for (int digit = 0; digit < 10; digit++) {
      Set<Skeleton> chosen = new HashSet<>();
      for (int i = 0; i < 500; i++) {
        chosen.add(Skeletons.choose(digit, random));
      }
      assertThat(chosen).as("digit %d, seed 11", digit).containsAll(Skeletons.of(digit));
    }
  }

  private static Trace line(double x0, double y0, double x1, double y1, double radius) {
    Trace trace =
        Trace.through(
            new Stroke(new double[] {x0, x1}, new double[] {y0, y1}, new boolean[] {false, false}));
    Arrays.fill(trace.radius, radius);
    Arrays.fill(trace.ink, 1);
    return trace;
  }
}
