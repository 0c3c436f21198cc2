package dev.counterpoint.inference.search;

import dev.counterpoint.inference.search.exact.ExactSearch;
import dev.counterpoint.inference.search.exact.IndexLayout;
import dev.counterpoint.inference.search.exact.MappedUnits;
import dev.counterpoint.inference.search.exact.UnitVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Embeddings in a file, with what they are of. The vectors are mapped, not read: opening takes time
 * for the names only, and several processes share the memory.
 *
 * <p>A file is never changed once it has its name. One that is replaced stays usable for whoever
 * has it open. Any number of threads may search at once.
 */
public final class EmbeddingIndex {

  /** A query's own copy of itself takes half a megabyte at a width of 512. */
  private static final int AT_ONCE = 16;

  private static final double LENGTH_TOLERANCE = 1e-3;

  private static final Comparator<Match> NEAREST =
      Comparator.comparingDouble(Match::score).reversed().thenComparingInt(Match::row);

  private final Path file;
  private final IndexHeader header;
  private final IndexEntries entries;
  private final MappedUnits rows;
  private final ExactSearch exact;

  private EmbeddingIndex(Path file, IndexHeader header, IndexEntries entries, FileChannel channel)
      throws IOException {
    this.file = file;
    this.header = header;
    this.entries = entries;
    IndexLayout layout = header.layout();
    rows = new MappedUnits(channel, layout.rowsAt(), layout.count(), layout.rowBytes());
    exact =
        new ExactSearch(
            layout,
            new MappedUnits(channel, layout.codesAt(), layout.blocks(), layout.blockBytes()));
  }

  /**
   * Opens an index.
   *
   * @throws MalformedIndexException if the file is none, or is damaged
   * @throws IndexNotReadException if the system refuses
   */
  public static EmbeddingIndex open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      byte[] start = read(channel, 0, (int) Math.min(IndexHeader.BYTES, length));
      IndexHeader header = IndexHeader.parse(file, start, length);
      byte[] names =
          read(channel, header.layout().entriesAt(), Math.toIntExact(header.entriesBytes()));
      CRC32C sum = new CRC32C();
      sum.update(names);
      if ((int) sum.getValue() != header.entriesSum()) {
        throw MalformedIndexException.at(file, "the checksum of its names is wrong");
      }
      IndexEntries entries = IndexEntries.parse(file, names, header.count());
      return new EmbeddingIndex(file, header, entries, channel);
    } catch (IOException e) {
      throw new IndexNotReadException(file, e);
    }
  }

  private static byte[] read(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
      // A file that ends early leaves zeros, which its checksum does not allow.
    }
    return bytes.array();
  }

  /**
   * Refuses an index whose vectors another model made.
   *
   * @param model {@link dev.counterpoint.inference.bundle.Bundle#identity()}
   * @throws OtherIndexException if it is of another
   */
  public EmbeddingIndex requireModel(String model) {
    if (!header.model().equals(model)) {
      throw OtherIndexException.model(file, model, header.model());
    }
    return this;
  }

  /**
   * Refuses an index of something else.
   *
   * @throws OtherIndexException if the source is another
   */
  public EmbeddingIndex requireSource(String source) {
    if (!entries.source().equals(source)) {
      throw OtherIndexException.source(file, source, entries.source());
    }
    return this;
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** The identity of the model that made the vectors. */
  public String model() {
    return header.model();
  }

  /** Where the vectors are from: a folder, or any text. */
  public String source() {
    return entries.source();
  }

  /** Numbers of a vector, {@code D}. */
  public int width() {
    return header.width();
  }

  /** How many vectors there are, {@code N}. */
  public int size() {
    return Math.toIntExact(header.count());
  }

  /** What each row is of. */
  public List<IndexEntry> entries() {
    return entries.rows();
  }

  /** Files that have no vector, and why. */
  public List<SkippedEntry> skipped() {
    return entries.skipped();
  }

  /** Another text for every other content of the rows and names; 16 hexadecimal digits. */
  public String contents() {
    return "%08x%08x".formatted(header.rowsSum(), header.entriesSum());
  }

  /**
   * A copy of a row.
   *
   * @return {@code (D)}, of length one
   */
  public float[] vector(int row) {
    float[] vector = new float[width()];
    rows.read(row, vector);
    return vector;
  }

  /**
   * The nearest to a direction, of all vectors.
   *
   * @param query {@code (D)} of any length but zero
   * @param top how many at most
   * @return the nearest first; of equal ones, in the order of the index
   * @throws IllegalArgumentException if the query has another width or no direction, or {@code top}
   *     is below 1
   * @throws MalformedIndexException if a row turns out to be damaged
   */
  public List<Match> search(float[] query, int top) {
    return search(List.of(query), top).get(0);
  }

  /**
   * The nearest to each of several directions; faster than one after the other.
   *
   * @param queries {@code (Q, D)}
   * @return for each query, as {@link #search(float[], int)}
   * @throws IllegalArgumentException as there
   */
  public List<List<Match>> search(List<float[]> queries, int top) {
    List<float[]> units = queries.stream().map(query -> unit(query, top)).toList();
    List<List<Match>> all = new ArrayList<>(units.size());
    for (int first = 0; first < units.size(); first += AT_ONCE) {
      List<float[]> some = units.subList(first, Math.min(units.size(), first + AT_ONCE));
      List<int[]> candidates = exact.candidates(some, Math.min(top, Math.max(1, size())));
      for (int i = 0; i < some.size(); i++) {
        all.add(ranked(some.get(i), candidates.get(i), top));
      }
    }
    return all;
  }

  /**
   * The nearest of some rows.
   *
   * @param query {@code (D)} of any length but zero
   * @param some places in the index
   * @return at most {@code top}, the nearest first
   */
  public List<Match> nearestOf(float[] query, int[] some, int top) {
    return ranked(unit(query, top), some, top);
  }

  private List<Match> ranked(float[] unit, int[] some, int top) {
    float[] vector = new float[width()];
    return IntStream.of(some)
        .mapToObj(row -> match(unit, row, vector))
        .sorted(NEAREST)
        .limit(top)
        .toList();
  }

  private Match match(float[] unit, int row, float[] vector) {
    rows.read(row, vector);
    double squares = UnitVector.product(vector, vector);
    if (!(Math.abs(squares - 1) <= LENGTH_TOLERANCE)) {
      throw MalformedIndexException.at(file, "the vector of row %d is damaged".formatted(row));
    }
    return new Match(row, entries.rows().get(row), UnitVector.product(unit, vector));
  }

  private float[] unit(float[] query, int top) {
    if (query.length != width() || top < 1) {
      throw new IllegalArgumentException(
          "expected a query of %d numbers and at least one result, found %d and %d"
              .formatted(width(), query.length, top));
    }
    return UnitVector.of(query)
        .orElseThrow(() -> new IllegalArgumentException("the query has no direction"));
  }
}
