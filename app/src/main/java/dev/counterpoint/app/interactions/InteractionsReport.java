package dev.counterpoint.app.interactions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured of a table or of features; written as JSON as it is.
 *
 * @param source the file
 * @param kind what the rows are: {@code distribution}, {@code labeled pairs} or {@code partly
 *     labeled}
 * @param rows number of cells or examples
 * @param firstSymbols symbols or clusters of the first modality
 * @param secondSymbols of the second
 * @param labels of y
 * @param replicates samples that were drawn for intervals, 0 of a distribution
 * @param level of the intervals
 * @param gap duality gap, bits: how far R, U1, U2 and S are from the numbers of the table at most
 * @param millerMadowBias of the information of labeled pairs, bits; or null
 * @param bits the numbers of information, by key
 * @param accuracies those of accuracy, in [0, 1], by key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InteractionsReport(
    String source,
    String kind,
    int rows,
    int firstSymbols,
    int secondSymbols,
    int labels,
    int replicates,
    double level,
    double gap,
    Double millerMadowBias,
    Map<String, Quantity> bits,
    Map<String, Quantity> accuracies) {

  /** Copies the maps, in their order. */
  public InteractionsReport {
    bits = Collections.unmodifiableMap(new LinkedHashMap<>(bits));
    accuracies = Collections.unmodifiableMap(new LinkedHashMap<>(accuracies));
  }

  /** As an object of JSON. */
  public String json() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain values is always writable", e);
    }
  }
}
