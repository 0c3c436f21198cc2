package dev.counterpoint.app.gpu;

import ai.djl.engine.Engine;
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
 * A test that needs a GPU. Where there is none it is skipped, and the report of the tests says why;
 * {@code mvn verify -Dgroups=gpu} runs these alone.
 */
@Test
@Tag("gpu")
@ExtendWith(GpuTest.NeedsGpu.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface GpuTest {

  /** Whether DJL sees a GPU. */
  final class NeedsGpu implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      int gpus = Engine.getInstance().getGpuCount();
      return gpus > 0
          ? ConditionEvaluationResult.enabled(gpus + " GPUs")
          : ConditionEvaluationResult.disabled(
              "DJL sees no GPU with "
                  + Engine.getInstance()
                  + "; './counterpoint doctor' says why");
    }
  }
}
