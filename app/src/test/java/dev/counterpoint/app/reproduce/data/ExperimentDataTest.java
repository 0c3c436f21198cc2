package dev.counterpoint.app.reproduce.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExperimentDataTest {

  private static final CaptionedData PICTURES =
      new CaptionedData("OpenMoji", "", false, 10, List.of());

  @Test
  void whatAnExperimentDidNotAskForIsNotThere() {
    ExperimentData data = new ExperimentData(Map.of(DataNeed.CAPTIONED_PICTURES, PICTURES));
    assertThat(data.captioned()).isSameAs(PICTURES);
    assertThatThrownBy(data::digits)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no digits");
  }

  @Test
  void aProcessThatReadsNothingIsToldOfNothing() {
    assertThat(new ExperimentData(Map.of()).arguments(Optional.empty())).isEmpty();
  }
}
