package dev.counterpoint.app.cli.machine;

import ai.djl.util.cuda.CudaUtils;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.natives.Natives;
import dev.counterpoint.app.verify.CheckResult;
import dev.counterpoint.app.verify.MachineFacts;
import dev.counterpoint.app.verify.Verification;
import dev.counterpoint.app.verify.VerificationTable;
import dev.counterpoint.datasets.download.Host;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds a GPU to what the CPU computes. */
@Command(
    name = "verify-gpu",
    header = "Checks that a GPU computes what the CPU computes; the table is for an issue.",
    description = {
      "",
      "Trains, resumes and exports small networks on digits that it draws, compares losses,"
          + " gradients and exports with the CPU's within tolerances, looks whether TF32 can be"
          + " turned on and off, and measures the speed of both. Takes a minute or two and writes"
          + " nothing but temporary files. Each precision is a process of its own, so that one"
          + " that brings PyTorch down is a line of the table too.",
      "",
      "  counterpoint --cuda verify-gpu              the first GPU",
      "  counterpoint --cuda verify-gpu --device gpu:1",
      "  counterpoint verify-gpu --device cpu        tries the command itself",
      "",
      "Exit code 0 when all checks hold, 6 when there is no GPU to check, 7 when one does not hold."
    })
public final class VerifyGpuCommand extends HelpfulCommand implements Callable<Integer> {

  private static final String CPU = "cpu";

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "3",
      description = "Seconds to measure each speed. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(names = "--json", description = "Write one JSON object: facts, checks, conclusion.")
  private boolean json;

  @Mixin private ComputeOptions compute;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!(seconds > 0) || seconds > 600) {
      throw new ParameterException(
          spec.commandLine(),
          "--seconds must be above 0 and at most 600, found %s".formatted(seconds));
    }
    Host host = Host.current();
    new Natives(host).prepare(Console::say);
    MachineFacts facts = MachineFacts.of(host);
    int gpus = CudaUtils.getGpuCount();
    String wanted = compute.device();
    if (!wanted.equals(CPU) && gpus == 0) {
      say(
          facts,
          List.of(),
          "NOTHING WAS VERIFIED: there is no GPU that DJL sees. "
              + String.join(" ", facts.advice()));
      return ExitCode.DEVICE;
    }
    DeviceChoice device = new DeviceChoice(wanted.equals("auto") ? "gpu" : wanted);
    List<CheckResult> results =
        new Verification(
                device, Math.max(1, compute.threads()), seconds, compute.tf32(), Console::say)
            .run();
    boolean holds = !results.isEmpty() && results.stream().allMatch(CheckResult::passes);
    say(facts, results, conclusion(device, results));
    return holds ? ExitCode.OK : ExitCode.FALLS_SHORT;
  }

  private static String conclusion(DeviceChoice device, List<CheckResult> results) {
    long bad = results.stream().filter(result -> !result.passes()).count();
    String text =
        bad == 0
            ? "All %d checks hold on %s.".formatted(results.size(), device.text())
            : "%d of %d checks do NOT hold on %s.".formatted(bad, results.size(), device.text());
    return device.text().equals(CPU)
        ? text + " This was the CPU beside itself: it says NOTHING about any GPU."
        : text;
  }

  private void say(MachineFacts facts, List<CheckResult> results, String conclusion) {
    if (!json) {
      System.out.print(VerificationTable.of(facts.values(), results, conclusion));
      return;
    }
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode tree = mapper.createObjectNode();
    tree.set("facts", mapper.valueToTree(facts.values()));
    tree.set("checks", mapper.valueToTree(results));
    tree.put("conclusion", conclusion);
    try {
      System.out.println(mapper.writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }
}
