package dev.counterpoint.inference.search.approximate;

import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.IndexNotWrittenException;
import dev.counterpoint.inference.search.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Search that follows a graph of neighbours to the nearest (HNSW; Malkov and Yashunin 2018) instead
 * of looking at every vector. It may miss some; how many is measured when the graph is built.
 * Scores are those of the exact index, which stays beside it.
 *
 * <p>The graph lies in the folder {@code FILE.hnsw} beside the index {@code FILE}, under the
 * contents that it was built of, so that it is never used for others. Any number of threads may
 * search at once.
 */
public final class ApproximateIndex implements AutoCloseable {

  /** Vectors from which on a graph is worth its memory and the time to build it. */
  public static final int WORTH_IT = 1_000_000;

  /** The widest vectors that Lucene takes. */
  public static final int WIDEST = 1_024;

  static final String VECTOR = "vector";
  static final String ROW = "row";
  static final String RECALL = "recall_at_10";

  /** Nodes that a search keeps in view; more find more and take longer. */
  private static final int LEAST_VIEW = 200;

  private final EmbeddingIndex index;
  private final Directory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  private ApproximateIndex(EmbeddingIndex index, Directory directory, DirectoryReader reader) {
    this.index = index;
    this.directory = directory;
    this.reader = reader;
    searcher = new IndexSearcher(reader);
  }

  /** Whether there is a graph of this index as it is now. */
  public static boolean exists(EmbeddingIndex index) {
    return Files.isDirectory(GraphFolder.of(index));
  }

  /**
   * Opens the graph of an index, or builds it if there is none; this takes minutes for a million
   * vectors.
   *
   * @throws TooWideException if the vectors are wider than {@link #WIDEST}
   * @throws IndexNotWrittenException if the system refuses
   * @throws UnusableGraphException if the graph that is there cannot be used
   */
  public static ApproximateIndex openOrBuild(EmbeddingIndex index) {
    if (index.width() > WIDEST) {
      throw new TooWideException(index.width());
    }
    if (!exists(index)) {
      GraphFolder.build(index);
    }
    return open(index, GraphFolder.of(index));
  }

  static ApproximateIndex open(EmbeddingIndex index, Path folder) {
    Directory directory = null;
    try {
      directory = FSDirectory.open(folder);
      DirectoryReader reader = DirectoryReader.open(directory);
      if (reader.numDocs() != index.size()) {
        reader.close();
        throw new IOException(
            "it has %d vectors, the index %d".formatted(reader.numDocs(), index.size()));
      }
      return new ApproximateIndex(index, directory, reader);
    } catch (IOException | IllegalArgumentException e) {
      closeAfterFailure(directory, e);
      throw new UnusableGraphException(folder, e);
    }
  }

  private static void closeAfterFailure(Directory directory, Exception failure) {
    try {
      if (directory != null) {
        directory.close();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * The nearest that the graph leads to.
   *
   * @param query {@code (D)} of any length but zero
   * @return at most {@code top}, the nearest first
   */
  public List<Match> search(float[] query, int top) {
    int view = (int) Math.min(index.size(), Math.max(LEAST_VIEW, 2L * top));
    try {
      ScoreDoc[] found =
          searcher.search(new KnnFloatVectorQuery(VECTOR, query.clone(), view), view).scoreDocs;
      int[] rows = new int[found.length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = row(found[i].doc);
      }
      return index.nearestOf(query, rows, top);
    } catch (IOException e) {
      throw new UnusableGraphException(GraphFolder.of(index), e);
    }
  }

  private int row(int document) throws IOException {
    List<LeafReaderContext> leaves = reader.leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    NumericDocValues rows = leaf.reader().getNumericDocValues(ROW);
    if (rows == null || !rows.advanceExact(document - leaf.docBase)) {
      throw new IOException("a vector has no row");
    }
    long row = rows.longValue();
    if (row < 0 || row >= index.size()) {
      throw new IOException("a vector has the row " + row);
    }
    return (int) row;
  }

  /** The share of the 10 nearest that it found of 100 queries when it was built, 0 to 1. */
  public double recall() {
    try {
      Map<String, String> said = reader.getIndexCommit().getUserData();
      return Double.parseDouble(said.getOrDefault(RECALL, "NaN"));
    } catch (IOException | NumberFormatException e) {
      throw new UnusableGraphException(GraphFolder.of(index), e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
      directory.close();
    } catch (IOException e) {
      throw new UnusableGraphException(GraphFolder.of(index), e);
    }
  }
}
