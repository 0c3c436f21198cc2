package dev.counterpoint.inference.search.folder;

import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.IndexEntry;
import dev.counterpoint.inference.search.SkippedEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an index knows already. */
record KnownPictures(
    Optional<EmbeddingIndex> index,
    Map<IndexEntry, Integer> rows,
    Map<IndexEntry, SkippedEntry> skipped) {

  static KnownPictures of(Optional<EmbeddingIndex> index) {
    Map<IndexEntry, Integer> rows = new HashMap<>();
    Map<IndexEntry, SkippedEntry> skipped = new HashMap<>();
    index.ifPresent(
        there -> {
          List<IndexEntry> entries = there.entries();
          for (int row = 0; row < entries.size(); row++) {
            rows.put(entries.get(row), row);
          }
          there.skipped().forEach(entry -> skipped.put(entry.entry(), entry));
        });
    return new KnownPictures(index, rows, skipped);
  }

  boolean has(IndexEntry entry) {
    return rows.containsKey(entry) || skipped.containsKey(entry);
  }

  /** How many ids are no longer there; one that has changed still is. */
  int missingFrom(Set<IndexEntry> wanted) {
    Set<String> ids = new HashSet<>();
    wanted.forEach(entry -> ids.add(entry.id()));
    return (int)
        Stream.concat(rows.keySet().stream(), skipped.keySet().stream())
            .filter(entry -> !ids.contains(entry.id()))
            .count();
  }
}
