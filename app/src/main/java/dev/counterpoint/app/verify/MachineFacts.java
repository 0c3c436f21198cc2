package dev.counterpoint.app.verify;

import dev.counterpoint.app.bench.Machine;
import dev.counterpoint.app.doctor.Finding;
import dev.counterpoint.app.doctor.GpuCheck;
import dev.counterpoint.app.natives.NativesChoice;
import dev.counterpoint.app.run.Versions;
import dev.counterpoint.datasets.download.Host;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What checks were run on.
 *
 * @param values by name: versions, machine, driver and GPUs, natives
 * @param advice what to do where something is missing
 */
public record MachineFacts(Map<String, String> values, List<String> advice) {

  /** Looks; the natives must be prepared. Does not load the engine. */
  public static MachineFacts of(Host host) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
    values.put("Counterpoint", Versions.all().get("counterpoint"));
    values.put("machine", Machine.line());
    NativesChoice choice = NativesChoice.of(host);
    values.put("natives", "%s: %s".formatted(choice.kind(), choice.why()));
    List<Finding> findings = new GpuCheck(host).gpu().findings();
    for (Finding finding : findings) {
      if (finding.value().equals("not set")) {
        continue;
      }
      values.merge(finding.name(), finding.value(), (one, more) -> one + "; " + more);
    }
    return new MachineFacts(
        values, findings.stream().map(Finding::advice).filter(text -> !text.isEmpty()).toList());
  }
}
