package dev.counterpoint.app.interactions;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.counterpoint.models.interactions.estimate.Interval;

/**
 * One number of a report.
 *
 * @param name in words, for tables
 * @param estimate the number, of the whole sample or the distribution
 * @param bias by how much it is probably too large, or null of a distribution
 * @param low lower end of the interval, or null
 * @param high upper end of the interval, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Quantity(
    @JsonIgnore String name, double estimate, Double bias, Double low, Double high) {

  static Quantity exact(String name, double value) {
    return new Quantity(name, value, null, null, null);
  }

  static Quantity of(String name, Interval interval) {
    return new Quantity(
        name, interval.estimate(), interval.bias(), interval.low(), interval.high());
  }
}
