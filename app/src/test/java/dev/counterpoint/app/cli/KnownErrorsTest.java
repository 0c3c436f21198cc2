package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import dev.counterpoint.app.device.DeviceException;
import dev.counterpoint.datasets.CounterpointException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownErrorsTest {

  private static final CounterpointException MISSING = new DeviceException("no libraries", "");
  private static final CounterpointException OTHER = new DeviceException("other", "");

  @Test
  void anEngineThatDoesNotLoadIsKnownWhereItsLibrariesAreMissing() {
    Throwable engine = new EngineException("Failed to save pytorch index file");
    Throwable wrapped = new IllegalStateException(engine);

    assertThat(CounterpointCommand.known(engine, Optional.of(MISSING))).contains(MISSING);
    assertThat(CounterpointCommand.known(wrapped, Optional.of(MISSING))).contains(MISSING);
    assertThat(CounterpointCommand.known(engine, Optional.empty())).isEmpty();
  }

  @Test
  void otherErrorsAreWhatTheyAre() {
    assertThat(CounterpointCommand.known(OTHER, Optional.of(MISSING))).contains(OTHER);
    assertThat(CounterpointCommand.known(new IllegalStateException(), Optional.of(MISSING)))
        .isEmpty();
  }
}
