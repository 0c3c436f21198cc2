package dev.counterpoint.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.doctor.DataCheck;
import dev.counterpoint.app.doctor.EngineCheck;
import dev.counterpoint.app.doctor.Finding;
import dev.counterpoint.app.doctor.GpuCheck;
import dev.counterpoint.app.doctor.MachineCheck;
import dev.counterpoint.app.doctor.Section;
import dev.counterpoint.app.doctor.SelfTest;
import dev.counterpoint.datasets.download.Host;
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
      "Looks at Java, cores and memory, the GPU, the data and PyTorch's libraries, and trains for a"
          + " few seconds. Downloads nothing, and changes nothing but DJL's cache.",
      "",
      "  counterpoint doctor                 can I train here?",
      "  counterpoint doctor --device gpu    why does it not use my GPU?",
      "  counterpoint doctor --json          the same for a program",
      "",
      "Exit code 0 when training works on the device, 6 when it does not."
    })
final class DoctorCommand extends HelpfulCommand implements Callable<Integer> {

  private static final String ADVICE_MARK = "    -> ";

  @Option(names = "--json", description = "Write one JSON object: part, finding, value, advice.")
  private boolean json;

  @Mixin private ComputeOptions compute;
  @Mixin private DigitOptions digits;

  private final ObjectNode tree = new ObjectMapper().createObjectNode();

  @Override
  public Integer call() {
    DeviceChoice device = compute.choose();
    Host host = Host.current();
    show(new MachineCheck(host).machine());
    show(new GpuCheck(host).gpu());
    show(new DataCheck(host).data(digits.request()));
    // Last, and after all else is said: natives that do not fit can end the JVM.
    show(EngineCheck.engine());
    SelfTest.Result result = SelfTest.run(device);
    show(result.section());
    if (json) {
      tree.put("trainingWorks", result.works());
      System.out.println(text());
    } else {
      System.out.println(result.works() ? "Training works." : "Training does not work.");
    }
    return result.works() ? ExitCode.OK : ExitCode.DEVICE;
  }

  private void show(Section section) {
    if (json) {
      ObjectNode part = tree.putObject(section.title());
      for (Finding finding : section.findings()) {
        ObjectNode node = part.putObject(finding.name()).put("value", finding.value());
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

  private String text() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }
}
