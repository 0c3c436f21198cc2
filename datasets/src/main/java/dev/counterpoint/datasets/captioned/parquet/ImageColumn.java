package dev.counterpoint.datasets.captioned.parquet;

import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The column of pictures.
 *
 * @param name of the column
 * @param type of the column
 * @param embedded whether it holds, or may hold, the bytes of the pictures
 */
record ImageColumn(String name, Type type, boolean embedded) {

  private static final String BYTES = "bytes";
  private static final String PATH = "path";

  /**
   * Looks at a column.
   *
   * @throws MalformedSourceException if it can hold neither paths nor bytes
   */
  static ImageColumn of(String file, MessageType schema, String name) {
    Type type = schema.getType(name);
    if (!type.isPrimitive()) {
      GroupType group = type.asGroupType();
      if (group.containsField(BYTES) && Cells.isBytes(group.getType(BYTES))) {
        return new ImageColumn(name, type, true);
      }
    } else if (Cells.isBytes(type)) {
      String lower = name.toLowerCase(Locale.ROOT);
      // Some writers do not say that a text is one.
      boolean path = Cells.isText(type) || lower.contains("name") || lower.contains(PATH);
      return new ImageColumn(name, type, !path);
    }
    throw new MalformedSourceException(
        file,
        "the column \"%s\" of pictures is %s; expected are paths, bytes, or a group of bytes and path"
            .formatted(name, type.toString().replaceAll("\\s+", " ")),
        "Name another column.",
        null);
  }

  /** What is read of it to know the picture's name, if there is anything. */
  Optional<Type> pathType() {
    if (!embedded) {
      return Optional.of(type);
    }
    if (type.isPrimitive() || !type.asGroupType().containsField(PATH)) {
      return Optional.empty();
    }
    Type path = type.asGroupType().getType(PATH);
    return Cells.isBytes(path) ? Optional.of(only(path)) : Optional.empty();
  }

  /** What is read of it to have the picture. */
  Type bytesType() {
    return type.isPrimitive() ? type : only(type.asGroupType().getType(BYTES));
  }

  /** The name of the picture in a row; empty if it has none. */
  String path(Group row) {
    if (pathType().isEmpty()) {
      return "";
    }
    if (type.isPrimitive()) {
      return Cells.text(row, name);
    }
    return row.getFieldRepetitionCount(name) == 0 ? "" : Cells.text(row.getGroup(name, 0), PATH);
  }

  /** The picture in a row; null if there is none. */
  byte[] bytes(Group row) {
    if (type.isPrimitive()) {
      return Cells.bytes(row, name);
    }
    return row.getFieldRepetitionCount(name) == 0
        ? null
        : Cells.bytes(row.getGroup(name, 0), BYTES);
  }

  private Type only(Type member) {
    return new GroupType(type.getRepetition(), name, member);
  }
}
