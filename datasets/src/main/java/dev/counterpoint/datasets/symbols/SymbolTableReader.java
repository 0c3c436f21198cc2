package dev.counterpoint.datasets.symbols;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads tables of symbols from CSV files (RFC 4180, UTF-8, with a header): columns {@code x1},
 * {@code x2} and {@code y}, whose cells may be any text, and perhaps {@code p}. With {@code p} each
 * row is a cell of a distribution, without it an example; of an example, one of the three may be
 * empty: no label, or one modality only. Other columns are not read.
 */
public final class SymbolTableReader {

  private static final List<String> NAMES = List.of("x1", "x2", "y");
  private static final String PROBABILITY = "p";

  /** More symbols would make tables that do not fit in memory; numbers that should be clustered. */
  private static final int MOST_SYMBOLS = 10_000;

  private final Path file;
  private final List<Map<String, Integer>> numbers =
      List.of(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  private final List<int[]> rows = new ArrayList<>();
  private final List<Double> probabilities = new ArrayList<>();
  private final Set<List<Integer>> cells = new HashSet<>();

  private SymbolTableReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws SymbolTableException if a column is missing, a row has too few cells, a probability is
   *     no number or given twice, or there are no rows
   * @throws UnreadableFileException if it cannot be read
   */
  public static SymbolTable read(Path file) {
    SymbolTableReader reader = new SymbolTableReader(file);
    try (CSVParser parser =
        CSVParser.parse(
            Files.newBufferedReader(file, StandardCharsets.UTF_8),
            CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get())) {
      return reader.table(parser);
    } catch (UncheckedIOException e) {
      throw new UnreadableFileException(file.toString(), e.getCause());
    } catch (IOException e) {
      throw new UnreadableFileException(file.toString(), e);
    }
  }

  private SymbolTable table(CSVParser parser) {
    int[] columns = null;
    int probability = -1;
    for (CSVRecord row : parser) {
      if (columns == null) {
        List<String> header = header(row);
        columns = columns(header);
        probability = header.indexOf(PROBABILITY);
      } else {
        add(
            row,
            "%s, line %d".formatted(file, parser.getCurrentLineNumber()),
            columns,
            probability);
      }
    }
    if (rows.isEmpty()) {
      throw new SymbolTableException(
          file.toString(),
          "there are no rows below a header",
          "The first line names the columns, as in x1,x2,y.");
    }
    return new SymbolTable(
        column(0),
        column(1),
        column(2),
        probability < 0
            ? Optional.empty()
            : Optional.of(probabilities.stream().mapToDouble(Double::doubleValue).toArray()),
        List.copyOf(numbers.get(0).keySet()),
        List.copyOf(numbers.get(1).keySet()),
        List.copyOf(numbers.get(2).keySet()));
  }

  private static List<String> header(CSVRecord row) {
    List<String> header = new ArrayList<>();
    for (String name : row) {
      // Spreadsheets begin their files with a byte order mark.
      header.add(name.replace("\uFEFF", "").strip());
    }
    return header;
  }

  private int[] columns(List<String> header) {
    int[] columns = new int[NAMES.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = header.indexOf(NAMES.get(i));
      if (columns[i] < 0) {
        throw new SymbolTableException(
            file.toString(),
            "there is no column '%s'; its columns are %s".formatted(NAMES.get(i), header),
            "The first line names the columns: x1, x2 and y, and p if rows are probabilities of"
                + " cells; they are separated by commas.");
      }
    }
    return columns;
  }

  private void add(CSVRecord row, String where, int[] columns, int probability) {
    int[] symbols = new int[columns.length];
    int missing = 0;
    for (int i = 0; i < columns.length; i++) {
      String cell = columns[i] < row.size() ? row.get(columns[i]).strip() : "";
      missing += cell.isEmpty() ? 1 : 0;
      symbols[i] = cell.isEmpty() ? SymbolTable.MISSING : number(cell, i, where);
    }
    if (missing > (probability < 0 ? 1 : 0)) {
      throw new SymbolTableException(
          where,
          "%d of x1, x2 and y are empty, expected at most %d"
              .formatted(missing, probability < 0 ? 1 : 0),
          "An example may lack its label or one modality, a cell of a distribution nothing.");
    }
    if (probability >= 0) {
      String text = probability < row.size() ? row.get(probability).strip() : "";
      probabilities.add(probability(text, where));
      if (!cells.add(List.of(symbols[0], symbols[1], symbols[2]))) {
        throw new SymbolTableException(
            where,
            "the cell x1 = %s, x2 = %s, y = %s comes again"
                .formatted(row.get(columns[0]), row.get(columns[1]), row.get(columns[2])),
            "Give the probability of each cell once. If rows are examples, leave column p out.");
      }
    }
    rows.add(symbols);
  }

  private int number(String cell, int column, String where) {
    Map<String, Integer> known = numbers.get(column);
    Integer number = known.putIfAbsent(cell, known.size());
    if (known.size() > MOST_SYMBOLS) {
      throw new SymbolTableException(
          where,
          "more than %,d different values of %s".formatted(MOST_SYMBOLS, NAMES.get(column)),
          "Symbols are to be few. Measurements belong in an .npz file, which is clustered.");
    }
    return number == null ? known.size() - 1 : number;
  }

  private static double probability(String text, String where) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new SymbolTableException(
          where, "p is '%s', expected a number".formatted(text), "Write it as in 0.25 or 1e-3.");
    }
  }

  private int[] column(int index) {
    return rows.stream().mapToInt(row -> row[index]).toArray();
  }
}
