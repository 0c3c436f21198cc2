package dev.counterpoint.datasets.captioned.table;

import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.LeftOut;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.captioned.store.Columns;
import dev.counterpoint.datasets.captioned.store.ExampleListBuilder;
import dev.counterpoint.datasets.captioned.store.FilePictures;
import dev.counterpoint.datasets.captioned.store.FolderSearch;
import dev.counterpoint.datasets.captioned.store.PictureFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a table row by row into examples. */
final class TableReader {

  private static final int SAMPLE = 100;

  private final SourceFile source;
  private final SourceOptions options;

  TableReader(SourceFile source, SourceOptions options) {
    this.source = source;
    this.options = options;
  }

  CaptionedPictures read() {
    Separator separator = Separator.of(source.firstLine(), source.given());
    try {
      return read(separator, true);
    } catch (QuotingException e) {
      if (separator != Separator.TAB) {
        throw e.malformed();
      }
      try {
        return read(separator, false);
      } catch (MalformedSourceException plain) {
        // As plain characters they make no sense either; the first finding is the better one.
        throw e.malformed();
      }
    }
  }

  private CaptionedPictures read(Separator separator, boolean quotes) {
    String name = source.given();
    PictureFolder folder = findFolder(separator, quotes);
    try (Rows rows = new Rows(source.existing(), name, separator, quotes)) {
      Columns columns = Columns.find(name, rows.header(), options);
      ExampleListBuilder examples = new ExampleListBuilder(name, columns.fieldNames());
      int seen = 0;
      int filtered = 0;
      while (rows.next()) {
        seen++;
        if (meetsAll(rows, columns)) {
          add(rows, columns, folder, examples);
        } else {
          filtered++;
        }
      }
      if (examples.captions() == 0) {
        throw empty(seen, filtered);
      }
      return new FilePictures(name, examples.build(), folder, new LeftOut(filtered, 0, 0));
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    }
  }

  private EmptySourceException empty(int seen, int filtered) {
    String name = source.given();
    if (seen == 0) {
      return new EmptySourceException(name, "the table has no rows below its header", "");
    }
    if (filtered == seen) {
      return new EmptySourceException(
          name,
          "none of its %d rows meets %s".formatted(seen, options.where()),
          "A value is compared exactly; an empty one means an empty cell.");
    }
    return new EmptySourceException(
        name, "no row has a cell for the caption", "Is the separator the one of the header?");
  }

  private boolean meetsAll(Rows rows, Columns columns) {
    for (int i = 0; i < columns.conditions().size(); i++) {
      if (!options.where().get(i).holds(rows.cell(columns.conditions().get(i)))) {
        return false;
      }
    }
    return true;
  }

  private static void add(
      Rows rows, Columns columns, PictureFolder folder, ExampleListBuilder examples) {
    String written = rows.cell(columns.image());
    // A row without a picture is a bad example, counted with the others.
    String key = written.isBlank() ? "line " + rows.line() : folder.key(written, rows::where);
    int before = examples.size();
    int example = examples.example(key, rows.line());
    if (example == before) {
      List<String> values = new ArrayList<>(columns.fields().size());
      for (int column : columns.fields()) {
        values.add(rows.cell(column));
      }
      examples.fields(example, values);
    }
    for (int column : columns.captions()) {
      // Of several columns, empty ones mean that there are fewer captions.
      if (rows.has(column) && (columns.captions().size() == 1 || !rows.cell(column).isBlank())) {
        examples.caption(example, rows.cell(column), rows.line());
      }
    }
  }

  private PictureFolder findFolder(Separator separator, boolean quotes) {
    List<String> written = new ArrayList<>();
    if (options.imageFolder().isEmpty()) {
      try (Rows rows = new Rows(source.existing(), source.given(), separator, quotes)) {
        Columns columns = Columns.find(source.given(), rows.header(), options);
        while (written.size() < SAMPLE && rows.next()) {
          if (meetsAll(rows, columns)) {
            written.add(rows.cell(columns.image()));
          }
        }
      } catch (IOException e) {
        throw new UnreadableFileException(source.given(), e);
      }
    }
    return FolderSearch.find(source, options, written);
  }
}
