package dev.counterpoint.app.cli;

import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the shift curve is measured. */
public final class ShiftOptions {

  @Option(
      names = "--correlations",
      paramLabel = "C,...",
      defaultValue = "-1,-0.75,-0.5,-0.25,0,0.25,0.5,0.75,1",
      description =
          "Colour correlations of the shift curve, from -1 (reversed) to 1 (aligned), or none."
              + " Default: nine from -1 to 1.")
  private String correlations;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** The correlations, each in [-1, 1]; none for no curve. */
  public double[] correlations() {
    if (correlations.equals("none")) {
      return new double[0];
    }
    return Stream.of(correlations.split(",")).mapToDouble(this::correlation).toArray();
  }

  private double correlation(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= -1 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ParameterException(
        spec.commandLine(),
        "--correlations: expected numbers from -1 to 1 such as --correlations=-1,0,1, or none,"
            + " found "
            + text);
  }
}
