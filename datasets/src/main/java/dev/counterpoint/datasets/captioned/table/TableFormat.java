package dev.counterpoint.datasets.captioned.table;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.CaptionFormat;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.captioned.store.Columns;

/**
 * TSV and CSV with names of columns in the first line.
 *
 * <ul>
 *   <li>UTF-8, with or without byte order mark. The encoding is the file's: what is not UTF-8 is an
 *       error of the whole table.
 *   <li>Cells may be quoted, and then hold separators, line ends and quotes written twice. In a TSV
 *       whose quotes do not pair, they are plain characters.
 *   <li>Several rows of one picture become one example, with the fields of the first.
 *   <li>Columns that are neither picture nor caption become fields.
 * </ul>
 */
public final class TableFormat implements CaptionFormat {

  @Override
  public String text() {
    return "table (.tsv, .csv): names of columns in the first line, one of pictures, one or more of"
        + " captions";
  }

  @Override
  public boolean recognises(SourceFile source) {
    if (source.isFileEndingWith(".tsv") || source.isFileEndingWith(".csv")) {
      return true;
    }
    if (source.head().length == 0) {
      return false;
    }
    String header = source.firstLine();
    return Columns.holdsUsual(Separator.of(header, source.given()).split(header));
  }

  @Override
  public CaptionedPictures open(SourceFile source, SourceOptions options) {
    return new TableReader(source, options).read();
  }
}
