package dev.counterpoint.inference.search.folder;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.inference.EncodedPicture;
import dev.counterpoint.inference.ImageModel;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.IndexEntry;
import dev.counterpoint.inference.search.IndexWriter;
import dev.counterpoint.inference.search.SkippedEntry;
import dev.counterpoint.inference.search.exact.UnitVector;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes an index of pictures that are known and of some that are encoded for it. */
final class PictureIndexing {

  private final Path file;
  private final String source;
  private final Bundle bundle;
  private final ImageModel model;
  private final IndexProgress progress;

  PictureIndexing(
      Path file, String source, Bundle bundle, ImageModel model, IndexProgress progress) {
    this.file = file;
    this.source = source;
    this.bundle = bundle;
    this.model = model;
    this.progress = progress;
  }

  /**
   * Writes it.
   *
   * @param wanted every picture in its order
   * @param known those that need not be encoded
   * @param next those to encode, in their order; what is neither known nor here is left out
   */
  EmbeddingIndex write(Map<IndexEntry, Path> wanted, KnownPictures known, List<IndexEntry> next) {
    Set<IndexEntry> now = new HashSet<>(next);
    Iterator<Path> files = next.stream().map(wanted::get).iterator();
    int width = model.width(model.embeddingLayer());
    try (IndexWriter writer = new IndexWriter(file, bundle.identity(), source, width);
        Stream<EncodedPicture> stream = model.encodeAll(files, model.embeddingLayer())) {
      Iterator<EncodedPicture> encoded = stream.iterator();
      for (IndexEntry entry : wanted.keySet()) {
        if (known.rows().containsKey(entry)) {
          int row = known.rows().get(entry);
          writer.add(entry, known.index().orElseThrow().vector(row));
        } else if (known.skipped().containsKey(entry)) {
          writer.skip(known.skipped().get(entry));
        } else if (now.contains(entry)) {
          add(writer, entry, encoded.next());
        }
      }
      return writer.finish();
    }
  }

  private void add(IndexWriter writer, IndexEntry entry, EncodedPicture picture) {
    Optional<CounterpointException> problem = picture.problem();
    Optional<float[]> unit = picture.vector().flatMap(UnitVector::of);
    if (problem.isEmpty() && unit.isEmpty()) {
      problem = Optional.of(new NoDirectionException(picture.file().toString()));
    }
    if (problem.isPresent()) {
      writer.skip(new SkippedEntry(entry, problem.get().problem()));
    } else {
      writer.add(entry, unit.orElseThrow());
    }
    progress.done(picture.file(), problem);
  }
}
