package dev.counterpoint.app.gpu;

import ai.djl.engine.Engine;
import dev.counterpoint.app.natives.Natives;
import dev.counterpoint.app.natives.NativesChoice;
import dev.counterpoint.datasets.download.Host;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that needs a GPU. Where there is none it is skipped, and the report of the tests says why.
 * {@code COUNTERPOINT_NATIVES=cuda mvn -Pcuda verify -Dgroups=gpu} runs these alone, with the CUDA
 * libraries of Maven; among other tests, which load the engine first, they have its libraries.
 */
@Test
@Tag("gpu")
@ExtendWith(GpuTest.NeedsGpu.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface GpuTest {

  /** Whether DJL sees a GPU. */
  final class NeedsGpu implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      // Before the engine loads; it is the first test that asks, where these run alone.
      new Natives(Host.current()).prepare(System.err::println);
      int gpus = Engine.getInstance().getGpuCount();
      return gpus > 0
          ? ConditionEvaluationResult.enabled(gpus + " GPUs")
          : ConditionEvaluationResult.disabled(
              "DJL sees no GPU with natives %s; './counterpoint doctor' says why. %s"
                  .formatted(
                      NativesChoice.of(Host.current()).kind(),
                      Engine.getInstance().toString().replaceAll("\\s+", " ").strip()));
    }
  }
}
