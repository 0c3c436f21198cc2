package dev.counterpoint.app.cli.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.counterpoint.app.cli.inference.ResultLine;
import dev.counterpoint.inference.search.Match;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What was found for a query.
 *
 * @param folder where the pictures are, as the person named it
 * @param matches the nearest first
 */
record Answer(Query query, Path folder, List<Match> matches) {

  Path path(Match match) {
    return folder.resolve(match.entry().id());
  }

  /** For people: rank, score and path. */
  List<String> text() {
    return IntStream.range(0, matches.size())
        .mapToObj(
            i ->
                String.format(Locale.ROOT, "%3d  %6.3f  ", i + 1, matches.get(i).score())
                    + ResultLine.visible(path(matches.get(i)).toString()))
        .toList();
  }

  /** For programs: an object a line with query, rank from 1, score and path. */
  List<String> json() {
    return IntStream.range(0, matches.size())
        .mapToObj(
            i ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put("query", query.text())
                    .put("rank", i + 1)
                    .put("score", matches.get(i).score())
                    .put("path", path(matches.get(i)).toString())
                    .toString())
        .toList();
  }
}
