package dev.counterpoint.app.bench;

import dev.counterpoint.app.bench.protocol.Exchange;
import java.util.Locale;

/**
 * Whether both programs compute the same: from the same parameters, over the same batch, for {@link
 * Exchange#CHECK_STEPS} steps.
 *
 * @param batchSize examples a step
 * @param loss largest relative difference of a step's loss
 * @param parameters largest difference of a parameter after the last step
 * @param way length of the difference of all parameters, as a share of the way that they went
 */
public record Agreement(int batchSize, double loss, double parameters, double way) {

  private static final double LOSS_BOUND = 1e-5;

  /**
   * A tenth of the way that a parameter can go in three steps of 0.001. Adam divides a gradient by
   * its own size, so that the rounding of one that is almost zero counts in full.
   */
  private static final double PARAMETER_BOUND = 3e-4;

  /** Of a small learning rate the bound above says little: a parameter goes no farther. */
  private static final double WAY_BOUND = 5e-3;

  /** Compares what the programs left in the exchange. */
  static Agreement of(Exchange exchange) {
    float[] ourLosses = exchange.read("our-" + Exchange.LOSSES);
    float[] peerLosses = exchange.read("peer-" + Exchange.LOSSES);
    double loss = 0;
    for (int i = 0; i < ourLosses.length; i++) {
      loss = larger(loss, Math.abs(ourLosses[i] - peerLosses[i]) / Math.abs(peerLosses[i]));
    }
    float[] ours = exchange.read("our-" + Exchange.AFTER);
    float[] peers = exchange.read("peer-" + Exchange.AFTER);
    float[] before = exchange.read(Exchange.BEFORE);
    double parameters = 0;
    double apart = 0;
    double gone = 0;
    for (int i = 0; i < ours.length; i++) {
      parameters = larger(parameters, Math.abs(ours[i] - peers[i]));
      apart += square(ours[i] - peers[i]);
      gone += square(ours[i] - before[i]);
    }
    int batch = Integer.parseInt(exchange.settings().getProperty("batchSize"));
    return new Agreement(batch, loss, parameters, Math.sqrt(apart / gone));
  }

  private static double square(double x) {
    return x * x;
  }

  /** NaN wins. */
  private static double larger(double a, double b) {
    return Math.max(a, b);
  }

  /** Whether the differences are those of rounding. */
  public boolean holds() {
    return loss <= LOSS_BOUND && parameters <= PARAMETER_BOUND && way <= WAY_BOUND;
  }

  /** As it is told. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "batch %d: after %d steps losses differ by at most %.1e (bound %.0e, relative), parameters by"
            + " %.1e (bound %.0e) and together by %.1e of their way (bound %.0e): %s",
        batchSize,
        Exchange.CHECK_STEPS,
        loss,
        LOSS_BOUND,
        parameters,
        PARAMETER_BOUND,
        way,
        WAY_BOUND,
        holds() ? "both programs compute the same" : "THE PROGRAMS COMPUTE DIFFERENT THINGS");
  }
}
