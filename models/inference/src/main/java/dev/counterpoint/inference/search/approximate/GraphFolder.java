package dev.counterpoint.inference.search.approximate;

import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.IndexNotWrittenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** Where the graph of an index is, and how it is made: beside its name, then moved there. */
final class GraphFolder {

  /** Neighbours of a node, and nodes in view while it is placed. */
  private static final int NEIGHBOURS = 24;

  private static final int VIEW = 150;

  private static final double BUFFER_MEGABYTES = 256;

  private GraphFolder() {}

  static Path of(EmbeddingIndex index) {
    return all(index).resolve(index.contents());
  }

  private static Path all(EmbeddingIndex index) {
    Path file = index.file().toAbsolutePath();
    return file.resolveSibling(file.getFileName() + ".hnsw");
  }

  static void build(EmbeddingIndex index) {
    Path target = of(index);
    Path part =
        all(index).resolve("." + index.contents() + "." + ProcessHandle.current().pid() + ".part");
    try {
      delete(part);
      Files.createDirectories(part);
      try {
        write(index, part);
        measure(index, part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(part);
      }
      removeOthers(index);
    } catch (IOException e) {
      throw new IndexNotWrittenException(target, e);
    }
  }

  private static IndexWriterConfig settings() {
    IndexWriterConfig settings = new IndexWriterConfig();
    settings.setRAMBufferSizeMB(BUFFER_MEGABYTES);
    settings.setUseCompoundFile(false);
    settings.setMergeScheduler(new SerialMergeScheduler());
    settings.setCodec(
        new Lucene912Codec() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return new Lucene99HnswVectorsFormat(NEIGHBOURS, VIEW);
          }
        });
    return settings;
  }

  private static void write(EmbeddingIndex index, Path folder) throws IOException {
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, settings())) {
      for (int row = 0; row < index.size(); row++) {
        Document document = new Document();
        document.add(
            new KnnFloatVectorField(
                ApproximateIndex.VECTOR, index.vector(row), VectorSimilarityFunction.DOT_PRODUCT));
        document.add(new NumericDocValuesField(ApproximateIndex.ROW, row));
        writer.addDocument(document);
      }
      // One graph is searched faster than several.
      writer.forceMerge(1);
    }
  }

  private static void measure(EmbeddingIndex index, Path folder) throws IOException {
    double recall;
    try (ApproximateIndex built = ApproximateIndex.open(index, folder)) {
      recall = Recall.of(index, query -> built.search(query, Recall.AT));
    }
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, settings())) {
      writer.setLiveCommitData(Map.of(ApproximateIndex.RECALL, Double.toString(recall)).entrySet());
      writer.commit();
    }
  }

  /** Graphs of what the index held before. On Windows one that is in use stays until next time. */
  private static void removeOthers(EmbeddingIndex index) throws IOException {
    List<Path> others;
    try (Stream<Path> entries = Files.list(all(index))) {
      others =
          entries
              .filter(entry -> entry.getFileName().toString().matches("[0-9a-f]{16}"))
              .filter(entry -> !entry.equals(of(index)))
              .toList();
    }
    for (Path other : others) {
      delete(other);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
