package dev.counterpoint.datasets.captioned.parquet;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads what is said in Parquet files; embedded pictures stay where they are. */
final class ParquetSetReader {

  private static final int SAMPLE = 100;
  private static final String SPLIT = "split";
  private static final Pattern PART =
      Pattern.compile("(train|training|val|validation|valid|dev|test)[-_.].*");

  private final SourceFile source;
  private final SourceOptions options;
  private final String name;
  private List<String> columnNames;
  private Columns columns;
  private ImageColumn image;
  private PictureFolder folder;
  private ExampleListBuilder examples;
  private int[] rows = new int[16];
  private int filtered;
  private int seen;

  ParquetSetReader(SourceFile source, SourceOptions options) {
    this.source = source;
    this.options = options;
    this.name = source.given();
  }

  CaptionedPictures read(List<Path> files) {
    int[] starts = new int[files.size()];
    for (int i = 0; i < files.size(); i++) {
      starts[i] = examples == null ? 0 : examples.size();
      String called = source.isFolder() ? files.get(i).toString() : name;
      try (ParquetRows file = new ParquetRows(files.get(i), called)) {
        read(file, called, files.get(i));
      }
    }
    if (examples.captions() == 0) {
      throw new EmptySourceException(
          name,
          "of %d rows, %d meet the conditions and none has a caption"
              .formatted(seen, seen - filtered),
          "");
    }
    LeftOut leftOut = new LeftOut(filtered, 0, 0);
    if (!image.embedded()) {
      return new FilePictures(name, examples.build(), folder, leftOut);
    }
    return new ParquetPictures(
        name,
        files,
        starts,
        Arrays.copyOf(rows, examples.size()),
        examples.build(),
        image,
        folder,
        options.limits(),
        leftOut);
  }

  private void read(ParquetRows file, String called, Path path) {
    MessageType schema = file.schema();
    List<String> names = schema.getFields().stream().map(Type::getName).toList();
    if (columnNames == null) {
      columnNames = names;
      columns = Columns.find(called, names, options);
      image = ImageColumn.of(called, schema, names.get(columns.image()));
      for (int caption : columns.captions()) {
        requireTexts(called, schema.getType(caption));
      }
    } else if (!names.equals(columnNames)) {
      throw new MalformedSourceException(
          called,
          "its columns are %s; those of the first file are %s".formatted(names, columnNames),
          "Open files of different kinds one by one.",
          null);
    }
    file.request(new MessageType(schema.getName(), wanted(schema)));
    if (folder == null) {
      findFolder(file);
    }
    int row = 0;
    for (int group = 0; group < file.groups(); group++) {
      ParquetRows.RowStream stream = file.read(group);
      for (int i = 0; i < stream.count(); i++) {
        add(stream.next(), row++, called, splitOf(path));
      }
    }
  }

  private static void requireTexts(String called, Type caption) {
    boolean texts = Cells.isBytes(caption) || !caption.isPrimitive();
    if (!texts) {
      throw new MalformedSourceException(
          called,
          "the column \"%s\" of captions is %s; expected are texts or lists of texts"
              .formatted(caption.getName(), caption),
          "Name another column.",
          null);
    }
  }

  private List<Type> wanted(MessageType schema) {
    Set<Integer> needed = new LinkedHashSet<>(columns.captions());
    columns.fields().stream().filter(i -> Cells.isSingle(schema.getType(i))).forEach(needed::add);
    needed.addAll(columns.conditions());
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      if (i == columns.image()) {
        image.pathType().ifPresent(types::add);
      } else if (needed.contains(i)) {
        types.add(schema.getType(i));
      }
    }
    return types;
  }

  private void findFolder(ParquetRows file) {
    List<String> written = new ArrayList<>();
    if (!image.embedded() && options.imageFolder().isEmpty() && file.groups() > 0) {
      ParquetRows.RowStream stream = file.read(0);
      for (int i = 0; i < Math.min(SAMPLE, stream.count()); i++) {
        written.add(image.path(stream.next()));
      }
    }
    folder = FolderSearch.find(source, options, written);
    List<String> fields = new ArrayList<>(columns.fieldNames());
    if (!fields.contains(SPLIT)) {
      fields.add(SPLIT);
    }
    examples = new ExampleListBuilder(name, fields);
  }

  private void add(Group row, int number, String called, String split) {
    seen++;
    for (int i = 0; i < columns.conditions().size(); i++) {
      String column = columnNames.get(columns.conditions().get(i));
      if (!options.where().get(i).holds(Cells.text(row, column))) {
        filtered++;
        return;
      }
    }
    String path = image.path(row);
    int before = examples.size();
    int example = examples.example(key(path, number, called), 0);
    if (example == before) {
      if (example == rows.length) {
        rows = Arrays.copyOf(rows, 2 * example);
      }
      rows[example] = number;
      List<String> values = new ArrayList<>();
      for (int column : columns.fields()) {
        String field = columnNames.get(column);
        values.add(row.getType().containsField(field) ? Cells.text(row, field) : "");
      }
      values.add(split);
      examples.fields(example, values);
    }
    for (int caption : columns.captions()) {
      for (byte[] text : Cells.texts(row, columnNames.get(caption))) {
        examples.caption(example, text, 0);
      }
    }
  }

  /**
   * Paths name pictures, so rows of one path are one picture. What an embedded picture is called
   * need not be unique; only the row is.
   */
  private String key(String path, int row, String called) {
    if (!image.embedded()) {
      return path.isBlank()
          ? "row " + row
          : folder.key(path, () -> "%s row %d".formatted(called, row));
    }
    String key = path.isBlank() ? "row-%09d".formatted(row) : path;
    String unique = key;
    for (int next = row; examples.has(unique); next++) {
      unique = "%s#%d".formatted(key, next);
    }
    return unique;
  }

  private static String splitOf(Path file) {
    Matcher part = PART.matcher(file.getFileName().toString());
    return part.matches() ? part.group(1) : "";
  }
}
