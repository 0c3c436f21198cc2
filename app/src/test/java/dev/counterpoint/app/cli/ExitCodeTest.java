package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import dev.counterpoint.app.device.OutOfMemoryException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  @Test
  void aLackOfMemoryHasItsOwnCodeWhichTheHelpNames() {
    OutOfMemoryException error =
        OutOfMemoryException.of(
            new EngineException("CUDA out of memory."),
            "step 0",
            Device.gpu(),
            Optional.empty(),
            "");
    assertThat(ExitCode.of(error)).isEqualTo(10);
    assertThat(Said.by("--help").out()).containsPattern("10 +a computation needs more memory");
  }
}
