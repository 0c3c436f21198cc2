package dev.counterpoint.app.doctor;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.run.Versions;
import dev.counterpoint.app.runtime.RuntimeBundleException;
import dev.counterpoint.app.runtime.TorchLibraries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which natives were loaded, and from where. Loads the engine. */
public final class EngineCheck {

  private EngineCheck() {}

  /** What was loaded. */
  public static Section engine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.of("DJL", Versions.all().get("djl")));
    Optional<RuntimeBundleException> missing = TorchLibraries.missing(null);
    if (missing.isPresent()) {
      findings.add(new Finding("PyTorch", missing.get().problem(), missing.get().remedy()));
      return new Section("Engine", findings);
    }
    findings.add(
        Finding.attempt(
            "PyTorch",
            () -> Engine.getInstance().getVersion(),
            "Run with COUNTERPOINT_JAVA_OPTS=-Dorg.slf4j.simpleLogger.defaultLogLevel=debug to see"
                + " what DJL looks for; unset PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and"
                + " PYTORCH_FLAVOR to use the natives of Maven, those for the CPU without --cuda."));
    findings.add(Finding.attempt("natives", EngineCheck::natives, ""));
    findings.add(
        Finding.attempt("folder of natives", () -> Utils.getEngineCacheDir().toString(), ""));
    findings.add(Finding.of("threads of one operation", Threads.used() + " (--threads)"));
    findings.add(Finding.of("operations side by side", "1"));
    return new Section("Engine", findings);
  }

  /** DJL's own words, on one line: capabilities and the folder of the libraries. */
  private static String natives() {
    return Engine.getInstance().toString().replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
