package dev.counterpoint.models.interactions.estimate;

/**
 * An estimate from a sample with how far it may be off, by bootstrap.
 *
 * <p>Information that is estimated by relative frequencies is too large on average, the more so the
 * more cells there are for each example (Miller 1955). The bias that is given is what the bootstrap
 * shows: the mean over samples that were drawn from the sample, less the estimate. The interval is
 * the basic one, {@code 2 estimate - quantile}, which turns that bias around; it is kept in the
 * range that the quantity can have.
 *
 * @param estimate of the whole sample
 * @param bias by how much the estimate is probably too large
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Interval(double estimate, double bias, double low, double high) {

  /** The estimate less its bias; like it, not below {@code low} or above {@code high}. */
  public double corrected() {
    return Math.min(high, Math.max(low, estimate - bias));
  }
}
