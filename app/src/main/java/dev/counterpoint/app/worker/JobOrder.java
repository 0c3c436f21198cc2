package dev.counterpoint.app.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command line of this program that another process of it shall run.
 *
 * @param name for messages
 * @param arguments of this program
 * @param alone whether it needs a process that did nothing before and does nothing after: threads
 *     and precision are a process's, once its engine is loaded
 * @param log takes what is said on its standard error
 */
public record JobOrder(String name, List<String> arguments, boolean alone, Path log) {

  private static final int LAST_LINES = 20;

  /** Copies the list. */
  public JobOrder {
    arguments = List.copyOf(arguments);
  }

  /** The end of what was said on its standard error. */
  public String lastWords() {
    if (!Files.exists(log)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.collect(Collectors.toCollection(ArrayList::new));
      return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "See " + log;
    }
  }
}
