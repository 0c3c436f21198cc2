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
  void aLackOfMemoryIsKnownWhereverItComesFrom() {
    Throwable engine =
        new EngineException(
            "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 8 GiB");
    Throwable wrapped = new IllegalStateException(engine);

    CounterpointException known =
        CounterpointCommand.known(wrapped, Optional.empty()).orElseThrow();
    assertThat(known.problem())
        .isEqualTo("out of memory outside a training step, 2.00 GiB more were asked for");
    assertThat(known.remedy()).contains("--device");
    assertThat(ExitCode.of(known)).isEqualTo(ExitCode.OUT_OF_MEMORY);
    // Where somebody has said more about it, that stays.
    CounterpointException more = new CounterpointException("step 3", "a smaller batch", engine) {};
    assertThat(CounterpointCommand.known(more, Optional.empty())).contains(more);
  }

  @Test
  void otherErrorsAreWhatTheyAre() {
    assertThat(CounterpointCommand.known(OTHER, Optional.of(MISSING))).contains(OTHER);
    assertThat(CounterpointCommand.known(new IllegalStateException(), Optional.of(MISSING)))
        .isEmpty();
  }
}
