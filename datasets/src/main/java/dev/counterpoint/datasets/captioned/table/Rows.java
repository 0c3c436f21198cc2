package dev.counterpoint.datasets.captioned.table;

import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import dev.counterpoint.datasets.captioned.store.Utf8Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a table, one after another, each with the line it begins at. */
final class Rows implements AutoCloseable {

  private final String name;
  private final Utf8Reader reader;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> header;
  private CSVRecord record;
  private long line;

  /**
   * Opens a table and reads its header.
   *
   * @param quotes whether quotes hold cells together, or are plain characters
   */
  Rows(Path file, String name, Separator separator, boolean quotes) throws IOException {
    this.name = name;
    this.reader = new Utf8Reader(file, name);
    try {
      this.parser =
          CSVParser.builder()
              .setReader(reader)
              .setFormat(
                  CSVFormat.DEFAULT
                      .builder()
                      .setDelimiter(separator.character())
                      .setQuote(quotes ? '"' : null)
                      .setIgnoreEmptyLines(true)
                      .get())
              .get();
      this.records = parser.iterator();
      this.header = readHeader();
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The names of the columns. */
  List<String> header() {
    return header;
  }

  /** Goes to the next row, if there is one. */
  boolean next() {
    if (!advance()) {
      return false;
    }
    for (int i = header.size(); i < record.size(); i++) {
      if (!record.get(i).isBlank()) {
        throw new MalformedSourceException(
            where(),
            "expected %d cells as in the header, found %d".formatted(header.size(), record.size()),
            "Put cells that hold the separator in quotes.",
            null);
      }
    }
    return true;
  }

  /** Whether the row goes as far as this column. */
  boolean has(int column) {
    return column < record.size();
  }

  /** A cell of the row; empty beyond its end. */
  String cell(int column) {
    return has(column) ? record.get(column) : "";
  }

  /** The line that the row begins at; the first is 1. */
  int line() {
    return (int) Math.min(line, Integer.MAX_VALUE);
  }

  /** File and line, for messages. */
  String where() {
    return MalformedSourceException.line(name, line);
  }

  private boolean advance() {
    long begins = parser.getCurrentLineNumber() + 1;
    reader.recordStarts();
    try {
      if (!records.hasNext()) {
        return false;
      }
      record = records.next();
    } catch (UncheckedIOException | IllegalStateException | NoSuchElementException e) {
      Exception cause = e.getCause() instanceof IOException io ? io : e;
      throw new QuotingException(MalformedSourceException.line(name, begins), cause);
    }
    line = begins;
    long ends = parser.getCurrentLineNumber();
    if (ends > begins) {
      // Blank lines are skipped before a row, and quoted cells may hold line ends.
      line = Math.max(begins, ends - lineEnds());
    }
    return true;
  }

  private long lineEnds() {
    long ends = 0;
    for (String cell : record) {
      ends += cell.chars().filter(c -> c == '\n').count();
    }
    return ends;
  }

  private List<String> readHeader() {
    if (!advance()) {
      throw new EmptySourceException(
          name, "the table is empty", "Its first line must hold the names of the columns.");
    }
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : record) {
      String column = cell.isBlank() ? "column " + (names.size() + 1) : cell.strip();
      if (!seen.add(column)) {
        throw new MalformedSourceException(
            where(), "two columns are called \"%s\"".formatted(column), "Rename one.", null);
      }
      names.add(column);
    }
    return names;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
