package dev.counterpoint.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.counterpoint.app.bench.protocol.Exchange;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgreementTest {

  @TempDir Path folder;
  private Exchange exchange;

  @BeforeEach
  void bothSidesComputeTheSame() {
    exchange = new Exchange(folder);
    Properties settings = new Properties();
    settings.setProperty("batchSize", "256");
    exchange.write(settings);
    exchange.write(Exchange.BEFORE, new float[] {0.503f, -1.25f});
    for (String side : new String[] {"our-", "peer-"}) {
      exchange.write(side + Exchange.LOSSES, new float[] {6f, 4f, 3f});
      exchange.write(side + Exchange.AFTER, new float[] {0.5f, -1.25f});
    }
  }

  @Test
  void holdsWhereBothSidesComputeTheSame() {
    Agreement agreement = Agreement.of(exchange);
    assertThat(agreement).isEqualTo(new Agreement(256, 0, 0, 0));
    assertThat(agreement.holds()).isTrue();
    assertThat(agreement.line()).contains("batch 256", "both programs compute the same");
  }

  @Test
  void failsWhereALossDiffersByMoreThanRounding() {
    exchange.write("peer-" + Exchange.LOSSES, new float[] {6f, 4.0002f, 3f});
    assertThat(Agreement.of(exchange).holds()).isFalse();
  }

  @Test
  void failsWhereAParameterDiffersByMoreThanRounding() {
    exchange.write("peer-" + Exchange.AFTER, new float[] {0.5f, -1.251f});
    assertThat(Agreement.of(exchange).holds()).isFalse();
  }

  @Test
  void failsWhereParametersTogetherDifferByAShareOfTheirWay() {
    exchange.write("peer-" + Exchange.AFTER, new float[] {0.50002f, -1.25f});
    Agreement agreement = Agreement.of(exchange);
    assertThat(agreement.parameters()).isLessThan(3e-5);
    assertThat(agreement.way()).isCloseTo(0.02 / 3, withinPercentage(1));
    assertThat(agreement.holds()).isFalse();
  }

  @Test
  void failsWhereALossOrParameterIsNotANumber() {
    exchange.write("our-" + Exchange.LOSSES, new float[] {6f, Float.NaN, 3f});
    assertThat(Agreement.of(exchange).holds()).isFalse();
    bothSidesComputeTheSame();
    exchange.write("peer-" + Exchange.AFTER, new float[] {Float.NaN, -1.25f});
    assertThat(Agreement.of(exchange).holds()).isFalse();
  }
}
