package dev.counterpoint.app.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.models.connection.ConnectionFamily;
import dev.counterpoint.models.connection.ConnectionRun;
import dev.counterpoint.models.connection.ConnectionSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Learners on families over sample sizes, many times.
 *
 * @param families which assumptions hold
 * @param labeled sample sizes n
 * @param repetitions draws of each, at least 1
 * @param noise deviation of the labels' noise
 * @param places x that there are in a heterogeneous family
 */
public record ConnectionSweep(
    List<ConnectionFamily> families,
    List<Integer> labeled,
    int repetitions,
    double noise,
    int places) {

  private static final int TEST = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Copies the lists and checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ConnectionSweep {
    families = List.copyOf(families);
    labeled = List.copyOf(labeled);
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions must be at least 1, found " + repetitions);
    }
    for (int n : labeled) {
      new ConnectionSettings(ConnectionFamily.BOTH, n, noise, TEST, places);
    }
  }

  /**
   * With families by their names, such as {@code connection-alone}.
   *
   * @throws IllegalArgumentException if there is none of a name, or a setting is out of its range
   */
  public static ConnectionSweep of(
      List<String> families, List<Integer> labeled, int repetitions, double noise, int places) {
    return new ConnectionSweep(
        families.stream().map(ConnectionSweep::family).toList(),
        labeled,
        repetitions,
        noise,
        places);
  }

  private static ConnectionFamily family(String name) {
    return Arrays.stream(ConnectionFamily.values())
        .filter(family -> word(family.name()).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--families: there is no '%s', only %s"
                        .formatted(
                            name,
                            Arrays.stream(ConnectionFamily.values())
                                .map(family -> word(family.name()))
                                .toList())));
  }

  /** A family's name as on the command line. */
  public static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All that its numbers depend on besides the seed, as text. */
  public String key() {
    return toString();
  }

  /** How many families and sizes there are. */
  public int parts() {
    return families.size() * labeled.size();
  }

  /**
   * Runs all.
   *
   * @param done told how many {@link #parts} are done
   * @param stop asked between them
   * @return for each family and size its {@code errors}, one for each repetition; null if stopped
   */
  public ArrayNode run(long seed, IntConsumer done, BooleanSupplier stop) {
    ArrayNode runs = JSON.createArrayNode();
    for (ConnectionFamily family : families) {
      for (int n : labeled) {
        ObjectNode run = runs.addObject();
        run.put("family", family.name()).put("labeled", n);
        ArrayNode errors = run.putArray("errors");
        ConnectionSettings settings = new ConnectionSettings(family, n, noise, TEST, places);
        for (int repetition = 0; repetition < repetitions; repetition++) {
          if (stop.getAsBoolean()) {
            return null;
          }
          long own = seed * 1_000_003 + repetition;
          errors.add(JSON.valueToTree(new ConnectionRun(settings, own).run()));
        }
        done.accept(runs.size());
      }
    }
    return runs;
  }
}
