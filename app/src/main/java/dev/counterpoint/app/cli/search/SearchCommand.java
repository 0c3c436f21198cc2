package dev.counterpoint.app.cli.search;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.cli.inference.SkippedFiles;
import dev.counterpoint.app.cli.inference.TextResults;
import dev.counterpoint.app.file.ResultFile;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.Match;
import dev.counterpoint.inference.search.approximate.ApproximateIndex;
import dev.counterpoint.inference.search.folder.FolderIndex;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds pictures by a sentence or by a picture. */
@Command(
    name = "search",
    header = "Finds the pictures of a folder that are nearest to a sentence or a picture.",
    description = {
      "",
      "The first search of a folder encodes its pictures and keeps an index; later ones encode only"
          + " what is new or has changed. A picture that cannot be read is reported when it is new,"
          + " and left out.",
      "",
      "  counterpoint search \"a red car\" --images photos --model bundles/mine",
      "  counterpoint search picture.png --images photos",
      "  counterpoint search \"a red car\" --images photos --html found.html",
      "  counterpoint search --queries sentences.txt --images photos --json"
    })
public final class SearchCommand extends HelpfulCommand implements Callable<Integer> {

  private static final int MOST = 100_000;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "QUERY",
      description =
          "A sentence in quotes, for a model that reads them; or a picture: the name of a file that"
              + " is there, or one that ends as pictures do and has no space.")
  private List<String> queries = new ArrayList<>();

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description = "Sentences from a file, one a line; empty lines are left out.")
  private Path queryFile;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "Where the pictures are: PNG, JPEG, GIF or BMP, in it and in its folders.")
  private Path images;

  @Mixin private IndexOptions options;

  @Option(
      names = "--no-update",
      description = "Take the index as it is, without a look at the folder.")
  private boolean noUpdate;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "10",
      description = "How many pictures for each query. Default: 10.")
  private int top;

  @Option(
      names = "--json",
      description = "An object a line: query, rank, score (cosine, -1 to 1), path.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also a new page with small copies of the pictures, in one file.")
  private Path html;

  /** Created by picocli. */
  public SearchCommand() {}

  @Override
  public Integer call() {
    check();
    List<Query> asked = asked();
    try (ResultFile page = html == null ? null : new ResultFile(html);
        TextResults results = new TextResults(null)) {
      Bundle bundle = options.model().bundle();
      FolderIndex folder = options.index(images, bundle);
      // Before the index, which can take long: a query that is wrong is said at once.
      List<float[]> vectors = QueryVectors.of(asked, bundle, options.model().options());
      EmbeddingIndex index = index(folder);
      List<List<Match>> found = search(index, vectors);
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < asked.size(); i++) {
        answers.add(new Answer(asked.get(i), images, found.get(i)));
      }
      answers.forEach(answer -> write(answer, answers.size() > 1, results));
      results.finish();
      if (page != null) {
        page.append(new ResultPage(html, answers).html().getBytes(StandardCharsets.UTF_8));
        page.finish();
      }
    }
    return ExitCode.OK;
  }

  private void check() {
    if (top < 1 || top > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--top: expected 1 to %d, found %d".formatted(MOST, top));
    }
    if (queries.isEmpty() && queryFile == null) {
      throw new ParameterException(
          spec.commandLine(), "expected a sentence in quotes, a picture, or --queries FILE");
    }
    options.model().check();
  }

  private List<Query> asked() {
    List<Query> asked = new ArrayList<>();
    queries.forEach(query -> asked.add(Query.of(query)));
    if (queryFile != null) {
      Sentences.read(queryFile).forEach(sentence -> asked.add(Query.sentence(sentence)));
    }
    return asked;
  }

  private EmbeddingIndex index(FolderIndex folder) {
    Optional<EmbeddingIndex> there = noUpdate ? folder.open() : Optional.empty();
    if (there.isPresent()) {
      return there.get();
    }
    SkippedFiles skipped = new SkippedFiles();
    EmbeddingIndex index = options.update(folder, images, skipped).index();
    if (!index.skipped().isEmpty()) {
      Console.say(
          "%d of %d pictures cannot be read and are not searched; 'index' lists them"
              .formatted(index.skipped().size(), index.skipped().size() + index.size()));
    }
    return index;
  }

  private List<List<Match>> search(EmbeddingIndex index, List<float[]> vectors) {
    Optional<ApproximateIndex> graph = options.graph(index);
    if (graph.isEmpty()) {
      return index.search(vectors, top);
    }
    try (ApproximateIndex opened = graph.get()) {
      return vectors.stream().map(vector -> opened.search(vector, top)).toList();
    }
  }

  private void write(Answer answer, boolean several, TextResults results) {
    if (json) {
      answer.json().forEach(results::line);
      return;
    }
    if (several) {
      results.line(answer.query().text());
    }
    answer.text().forEach(results::line);
  }
}
