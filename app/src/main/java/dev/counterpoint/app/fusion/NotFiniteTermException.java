package dev.counterpoint.app.fusion;

import dev.counterpoint.app.recipe.Balance;
import dev.counterpoint.app.training.DivergenceException;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.models.balance.FusionLearner.BadTerm;
import dev.counterpoint.models.balance.UnimodalLosses;
import dev.counterpoint.models.balance.mcr.Mcr;
import java.util.Map;

/** A training whose loss is not finite, with the term of the loss that was the first not to be. */
public final class NotFiniteTermException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private static final Map<String, String> COEFFICIENTS =
      Map.of(
          UnimodalLosses.ALONE, "balance.alone",
          Mcr.MIPD, "balance.mcr.regularizer",
          Mcr.CONTRAST, "balance.mcr.contrast",
          Mcr.CEB, "balance.mcr.bottleneck");

  private NotFiniteTermException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }

  static NotFiniteTermException of(BadTerm bad, Balance balance, DivergenceException cause) {
    String coefficient = COEFFICIENTS.get(bad.term());
    String value =
        bad.term().equals(UnimodalLosses.ALONE)
            ? Double.toString(balance.alone())
            : balance.mcr().toString();
    return new NotFiniteTermException(
        "%s%nThe first term that was not finite is '%s', at step %d%s."
            .formatted(
                cause.problem(),
                bad.term(),
                bad.step(),
                coefficient == null ? "" : "; its coefficient is " + coefficient + ", in " + value),
        (coefficient == null ? "" : "Make " + coefficient + " smaller. ") + cause.remedy(),
        cause);
  }
}
