package dev.counterpoint.app.reproduce.coloredmnist;

import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.file.ResultsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Results of the size {@code paper} that come with the program, because its grid takes longer than
 * a first look: the unchanged {@code results.json} of {@code reproduce colored-mnist --size paper}.
 */
final class ReferenceResults {

  private static final String RESOURCE = "/reference/colored-mnist-paper.json";

  private ReferenceResults() {}

  static Optional<ExperimentResults> paperSize() {
    try (InputStream in = ReferenceResults.class.getResourceAsStream(RESOURCE)) {
      return in == null
          ? Optional.empty()
          : Optional.of(ResultsFile.parse(Path.of(RESOURCE), in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  static Optional<ResultTable> choices(ExperimentResults results) {
    return results.tables().stream()
        .filter(table -> table.title().equals(ColoredMnistTables.CHOICES_TITLE))
        .findFirst();
  }
}
