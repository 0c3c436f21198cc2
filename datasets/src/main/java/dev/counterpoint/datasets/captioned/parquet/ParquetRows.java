package dev.counterpoint.datasets.captioned.parquet;

import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.filter2.columnindex.RowRanges;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** One open Parquet file. Not safe for use by several threads. */
final class ParquetRows implements AutoCloseable {

  private static final String REMEDY = "Is the file complete? Write or download it again.";

  private final String name;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private MessageType requested;

  /**
   * Opens a file and reads its footer.
   *
   * @throws MalformedSourceException if it is not Parquet, or not whole
   */
  ParquetRows(Path file, String name) {
    this.name = name;
    try {
      if (!Files.isRegularFile(file)) {
        throw new IOException("it is not a file");
      }
      reader =
          ParquetFileReader.open(
              new LocalInputFile(file),
              ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
      schema = reader.getFileMetaData().getSchema();
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    } catch (RuntimeException e) {
      throw malformed(e);
    }
    requested = schema;
  }

  /** All columns. */
  MessageType schema() {
    return schema;
  }

  /** Says which columns are read from here on. */
  void request(MessageType columns) {
    requested = columns;
    reader.setRequestedSchema(columns);
  }

  /** Number of row groups. */
  int groups() {
    return reader.getRowGroups().size();
  }

  /** Rows of a row group. */
  int rows(int group) {
    return Math.toIntExact(reader.getRowGroups().get(group).getRowCount());
  }

  /** The rows of a row group, which need not fit the memory all at once as objects. */
  RowStream read(int group) {
    try {
      return stream(reader.readRowGroup(group), 0, rows(group));
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    } catch (RuntimeException e) {
      throw malformed(e);
    }
  }

  /**
   * The rows of the page that a row is on, if only one column is requested and the file knows its
   * pages; otherwise of the row group.
   */
  RowStream readAround(int group, int row) {
    try {
      BlockMetaData block = reader.getRowGroups().get(group);
      List<String[]> paths = requested.getPaths();
      OffsetIndex pages = null;
      for (var chunk : block.getColumns()) {
        if (paths.size() == 1 && List.of(chunk.getPath().toArray()).equals(List.of(paths.get(0)))) {
          pages = reader.readOffsetIndex(chunk);
        }
      }
      if (pages == null) {
        return read(group);
      }
      int page = pages.getPageCount() - 1;
      while (page > 0 && pages.getFirstRowIndex(page) > row) {
        page--;
      }
      int first = (int) pages.getFirstRowIndex(page);
      int last = (int) pages.getLastRowIndex(page, block.getRowCount());
      RowRanges ranges = RowRanges.builder().addSelectedRange(first, last).build();
      return stream(reader.readFilteredRowGroup(group, ranges), first, last - first + 1);
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    } catch (RuntimeException e) {
      throw malformed(e);
    }
  }

  private RowStream stream(PageReadStore pages, int first, int count) {
    RecordReader<Group> records =
        new ColumnIOFactory()
            .getColumnIO(requested, schema)
            .getRecordReader(pages, new GroupRecordConverter(requested));
    return new RowStream(this, records, first, count);
  }

  MalformedSourceException malformed(RuntimeException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new MalformedSourceException(name, "it cannot be read as Parquet: " + reason, REMEDY, e);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    }
  }

  /** Rows one after another. */
  static final class RowStream {

    private final ParquetRows file;
    private final RecordReader<Group> records;
    private final int first;
    private final int count;

    private RowStream(ParquetRows file, RecordReader<Group> records, int first, int count) {
      this.file = file;
      this.records = records;
      this.first = first;
      this.count = count;
    }

    /** The first row, counted within its row group. */
    int first() {
      return first;
    }

    /** Number of rows. */
    int count() {
      return count;
    }

    /** The next row. */
    Group next() {
      try {
        return records.read();
      } catch (RuntimeException e) {
        throw file.malformed(e);
      }
    }
  }
}
