package dev.counterpoint.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.bench.protocol.Figure;
import dev.counterpoint.app.bench.protocol.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasurementTest {

  @Test
  void namesAreDifferent() {
    assertThat(Bench.ids()).doesNotHaveDuplicates();
  }

  @Test
  void whatIsComparedHasOneUnit() {
    assertThat(Measurement.all())
        .allSatisfy(
            measurement ->
                assertThat(measurement.peerQuantity().unit())
                    .as(measurement.id())
                    .isEqualTo(measurement.quantity().unit()));
  }

  @Test
  void growthIsMeasuredOnRequestAndBeginsWithItsOwnFirst() {
    assertThat(Bench.usualIds())
        .isNotEmpty()
        .noneMatch(id -> id.startsWith("growth."))
        .hasSizeLessThan(Bench.ids().size());
    List<Measurement> growth = Measurement.all().stream().filter(Measurement::onRequest).toList();
    assertThat(growth)
        .filteredOn(measurement -> measurement.ours().equals(measurement.peer()))
        .extracting(Measurement::id)
        .contains("growth.batch.small-cnn.b64", "growth.side.resnet18.s28")
        .hasSize(9);
    assertThat(growth).allMatch(measurement -> Double.isNaN(measurement.bar()));
  }

  @Test
  void sharesOfOneStepMeasureItOnce() {
    List<Measurement> shares =
        Comparisons.ofShares().stream().filter(m -> m.id().contains("resnet18")).toList();
    // Peak and optimizer are of one process, the profile is of one of its own.
    assertThat(shares).hasSize(3);
    assertThat(Measurement.workloads(shares)).hasSize(3).contains(Workload.MATRIX_PEAK);
  }

  @Test
  void aFigureReadsTheLineThatItPrints() {
    Figure figure = new Figure(Quantity.COMPUTE, 86.25);
    assertThat(Figure.parse(figure.line())).contains(figure);
    assertThat(Figure.parse("a warning of a library")).isEmpty();
  }
}
