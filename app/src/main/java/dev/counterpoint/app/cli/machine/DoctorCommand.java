package dev.counterpoint.app.cli.machine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.DigitOptions;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.doctor.DataCheck;
import dev.counterpoint.app.doctor.EngineCheck;
import dev.counterpoint.app.doctor.Finding;
import dev.counterpoint.app.doctor.GpuCheck;
import dev.counterpoint.app.doctor.MachineCheck;
import dev.counterpoint.app.doctor.NativesCheck;
import dev.counterpoint.app.doctor.Section;
import dev.counterpoint.app.doctor.SelfTest;
import dev.counterpoint.app.natives.NativesException;
import dev.counterpoint.datasets.download.Host;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what this machine offers. */
@Command(
    name = "doctor",
    header = "Says what this machine offers, what it lacks, and what to do about it.",
    description = {
      "",
      "Looks at Java, cores and memory, PyTorch's libraries, the GPU and the data, and trains and"
          + " exports for a few seconds. Downloads nothing, and changes nothing but the caches that"
          + " libraries are unpacked to.",
      "",
      "  counterpoint doctor                 can I train here?",
      "  counterpoint --cuda doctor          the same with PyTorch's CUDA libraries",
      "  counterpoint doctor --device gpu    why does it not use my GPU?",
      "  counterpoint doctor --json          the same for a program",
      "",
      "Exit code 0 when training works on the device, 6 when it does not."
    })
public final class DoctorCommand extends HelpfulCommand implements Callable<Integer> {

  private static final String ADVICE_MARK = "    -> ";

  @Option(names = "--json", description = "Write one JSON object: part, finding, value, advice.")
  private boolean json;

  @Mixin private ComputeOptions compute;
  @Mixin private DigitOptions digits;

  private final ObjectNode tree = new ObjectMapper().createObjectNode();

  @Override
  public Integer call() {
    Host host = Host.current();
    show(new MachineCheck(host).machine());
    // Before they are repaired.
    show(new NativesCheck(host).natives());
    DeviceChoice device;
    try {
      // The self-test exports.
      device = compute.chooseExact(null);
    } catch (NativesException e) {
      return refused(host, e);
    }
    show(new GpuCheck(host).gpu());
    show(new DataCheck(host).data(digits.request()));
    // Last, and after all else is said: what was loaded wrongly can end the JVM.
    show(EngineCheck.engine());
    SelfTest.Result result = SelfTest.run(device);
    show(result.section());
    return conclude(result.works());
  }

  /** The engine must not be loaded. */
  private int refused(Host host, NativesException e) {
    show(new GpuCheck(host).gpu());
    show(new DataCheck(host).data(digits.request()));
    show(
        new Section(
            "Self-test",
            List.of(new Finding("training", "not tried: " + e.problem(), e.remedy()))));
    return conclude(false);
  }

  private int conclude(boolean works) {
    if (json) {
      tree.put("trainingWorks", works);
      System.out.println(text());
    } else {
      System.out.println(works ? "Training works." : "Training does not work.");
    }
    return works ? ExitCode.OK : ExitCode.DEVICE;
  }

  private void show(Section section) {
    if (json) {
      ObjectNode part = tree.putObject(section.title());
      for (Finding finding : section.findings()) {
        ObjectNode node = part.putObject(freeName(part, finding)).put("value", finding.value());
        if (!finding.advice().isEmpty()) {
          node.put("advice", finding.advice());
        }
      }
      return;
    }
    System.out.println(section.title());
    int widest = section.findings().stream().mapToInt(f -> f.name().length()).max().orElse(0);
    for (Finding finding : section.findings()) {
      System.out.printf("  %-" + widest + "s  %s%n", finding.name(), finding.value());
      if (!finding.advice().isEmpty()) {
        System.out.println(ADVICE_MARK + finding.advice());
      }
    }
    System.out.println();
  }

  /** Several GPUs, or libraries, have one name; the second is {@code "GPU (nvidia-smi) 2"}. */
  private static String freeName(ObjectNode part, Finding finding) {
    String name = finding.name();
    for (int i = 2; part.has(name); i++) {
      name = finding.name() + " " + i;
    }
    return name;
  }

  private String text() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }
}
