package dev.counterpoint.app.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.bench.protocol.Unit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a comparison came to.
 *
 * @param id of the {@link Measurement}
 * @param ours median over rounds, in {@code unit}
 * @param peer median over rounds, in {@code unit}; NaN where there is none or it was not measured
 * @param unit label of the {@link Unit} of both, which says whether more is better or less
 * @param ratio median over rounds of ours over peer in the same round; NaN without a peer
 * @param low smallest of these ratios
 * @param high largest of these ratios
 * @param bar what the ratio, or ours where there is no peer, is to reach: at least this where more
 *     is better, at most this where less is; NaN where nothing is asked
 */
public record BenchResult(
    String id,
    double ours,
    double peer,
    String unit,
    double ratio,
    double low,
    double high,
    double bar) {

  /** Bar of a plain comparison: as good as the peer. */
  static final double EVEN = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A plain comparison, whose bar is {@link #EVEN}; without a peer it has none.
   *
   * @param ours one figure a round
   * @param peer as many, or none
   */
  public static BenchResult of(String id, String unit, double[] ours, double[] peer) {
    return of(id, unit, ours, peer, peer.length == 0 ? Double.NaN : EVEN);
  }

  /**
   * Compares round by round, so that what slows the machine down for a while slows both sides.
   *
   * @param ours one figure a round
   * @param peer as many, or none
   * @param bar as in the record
   */
  public static BenchResult of(String id, String unit, double[] ours, double[] peer, double bar) {
    if (peer.length == 0) {
      return new BenchResult(
          id, median(ours), Double.NaN, unit, Double.NaN, Double.NaN, Double.NaN, bar);
    }
    if (peer.length != ours.length) {
      throw new IllegalArgumentException(
          "%s: %d rounds of ours, %d of the peer".formatted(id, ours.length, peer.length));
    }
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> ours[i] / peer[i]);
    return new BenchResult(
        id,
        median(ours),
        median(peer),
        unit,
        median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow(),
        bar);
  }

  /**
   * How far the bar is reached, whichever way is better: 1 is just reached, less is missed; NaN
   * where there is no bar.
   */
  double standing() {
    double value = Double.isNaN(ratio) ? ours : ratio;
    return Unit.of(unit).higherIsBetter() ? value / bar : bar / value;
  }

  /** One line of JSON; what was not measured or is not asked is null. Ratios have 4 decimals. */
  public String toJson() {
    int decimals = Unit.of(unit).decimals();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id);
    fields.put("ours", rounded(ours, decimals));
    fields.put("peer", rounded(peer, decimals));
    fields.put("unit", unit);
    fields.put("ratio", rounded(ratio, 4));
    fields.put("low", rounded(low, 4));
    fields.put("high", rounded(high, 4));
    fields.put("bar", rounded(bar, 4));
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result that cannot be written", e);
    }
  }

  private static Double rounded(double value, int decimals) {
    double scale = Math.pow(10, decimals);
    return Double.isNaN(value) ? null : Double.valueOf(Math.round(value * scale) / scale);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
