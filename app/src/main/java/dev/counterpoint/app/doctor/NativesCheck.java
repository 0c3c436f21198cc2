package dev.counterpoint.app.doctor;

import dev.counterpoint.app.device.GpuMath;
import dev.counterpoint.app.natives.Natives;
import dev.counterpoint.app.natives.NativesChoice;
import dev.counterpoint.app.natives.NativesException;
import dev.counterpoint.app.natives.OwnTorch;
import dev.counterpoint.datasets.download.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of PyTorch's libraries are chosen and why, which of them are missing, and whether DJL's JNI
 * library fits them. Loads none of them: some end the JVM.
 */
public final class NativesCheck {

  private static final String LIBRARIES = "libraries";
  private static final String FIT = "fit of DJL's JNI library";
  private static final List<String> OF_TORCH = List.of("c10", "torch_cpu", "torch");
  private static final List<String> OF_CUDA = List.of("c10_cuda", "torch_cuda");

  private final Host host;
  private final Natives natives;

  /** A check with these environment variables. */
  public NativesCheck(Host host) {
    this.host = host;
    this.natives = new Natives(host);
  }

  /** What was looked for and found. */
  public Section natives() {
    List<Finding> findings = new ArrayList<>();
    try {
      NativesChoice choice = NativesChoice.of(host);
      findings.add(Finding.of("chosen", "%s: %s".formatted(choice.kind(), choice.why())));
      switch (choice.kind()) {
        case CUDA -> unpacked(findings);
        case OWN -> own(findings);
        case CPU -> findings.add(Finding.of(LIBRARIES, "unpacked and checked by DJL"));
      }
    } catch (NativesException e) {
      findings.add(new Finding(LIBRARIES, e.problem(), e.remedy()));
    }
    findings.add(precision());
    return new Section("Natives", findings);
  }

  private void unpacked(List<Finding> findings) {
    Path folder = natives.folder();
    findings.add(Finding.of("folder", folder));
    if (!Files.exists(folder)) {
      findings.add(Finding.of(LIBRARIES, "not unpacked yet; this start does it"));
      return;
    }
    List<String> damage = natives.damage();
    damage.forEach(
        one ->
            findings.add(
                new Finding(LIBRARIES, one, "This start removes the folder and unpacks it anew.")));
    if (damage.isEmpty()) {
      findings.add(Finding.of(LIBRARIES, "all there, with the sizes that they should have"));
      findings.add(fit(new OwnTorch(folder), Natives.CUDA_FLAVOR));
    }
  }

  private void own(List<Finding> findings) {
    String paths = host.variable("PYTORCH_LIBRARY_PATH").orElse("");
    Optional<OwnTorch> found = OwnTorch.in(paths);
    if (found.isEmpty()) {
      findings.add(
          new Finding(
              LIBRARIES,
              "no %s in %s: DJL takes Maven's".formatted(System.mapLibraryName("torch"), paths),
              "Unset PYTORCH_LIBRARY_PATH, or name PyTorch's folder torch/lib."));
      return;
    }
    OwnTorch torch = found.get();
    String flavor = host.variable("PYTORCH_FLAVOR").orElse(torch.flavor());
    Stream.concat(
            OF_TORCH.stream(), flavor.startsWith("cu") ? OF_CUDA.stream() : Stream.<String>empty())
        .map(System::mapLibraryName)
        .filter(name -> !Files.exists(torch.folder().resolve(name)))
        .forEach(
            name ->
                findings.add(
                    new Finding(
                        LIBRARIES,
                        name + ": missing",
                        "Install PyTorch anew, or set PYTORCH_FLAVOR=cpu if it is one without"
                            + " CUDA.")));
    findings.add(fit(torch, flavor));
  }

  private static Finding fit(OwnTorch torch, String flavor) {
    return torch
        .misfit(flavor)
        .map(
            why ->
                new Finding(
                    FIT,
                    "none: " + why,
                    "It would load, and then end the program at the first array. Unset"
                        + " PYTORCH_LIBRARY_PATH, or install that version."))
        .orElseGet(
            () ->
                Finding.of(
                    FIT,
                    "%s, %s"
                        .formatted(
                            flavor,
                            torch
                                .version()
                                .map(version -> "PyTorch " + version)
                                .orElse("every function that it calls is there"))));
  }

  /** What a training would use; on a CPU it does not apply. */
  private Finding precision() {
    GpuMath math = GpuMath.of(host, true);
    String set =
        GpuMath.names().stream()
            .filter(name -> host.variable(name).isPresent())
            .map(name -> name + "=" + host.variable(name).get())
            .collect(Collectors.joining(" and "));
    return Finding.of(
        "TF32 on a GPU",
        math.text()
            + (set.isEmpty() ? " (--no-tf32 turns it off)" : "; the environment has " + set));
  }
}
