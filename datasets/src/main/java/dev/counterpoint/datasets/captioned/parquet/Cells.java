package dev.counterpoint.datasets.captioned.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Values of a row's columns as texts. */
final class Cells {

  private Cells() {}

  /** Whether a column holds a single value that can be shown as text. */
  static boolean isSingle(Type type) {
    return type.isPrimitive()
        && !type.isRepetition(Type.Repetition.REPEATED)
        && (isText(type)
            || switch (type.asPrimitiveType().getPrimitiveTypeName()) {
              case INT32, INT64, BOOLEAN, FLOAT, DOUBLE -> true;
              default -> false;
            });
  }

  /** Whether a column is annotated as text. */
  static boolean isText(Type type) {
    LogicalTypeAnnotation kind = type.getLogicalTypeAnnotation();
    return type.isPrimitive()
        && (LogicalTypeAnnotation.stringType().equals(kind)
            || LogicalTypeAnnotation.enumType().equals(kind)
            || LogicalTypeAnnotation.jsonType().equals(kind));
  }

  /** Whether a column holds bytes, annotated or not. */
  static boolean isBytes(Type type) {
    return type.isPrimitive()
        && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
  }

  /** A single value; empty for null, and for a column that has no single value. */
  static String text(Group row, String column) {
    Type type = row.getType().getType(column);
    if (!type.isPrimitive() || row.getFieldRepetitionCount(column) == 0) {
      return "";
    }
    return isBytes(type)
        ? row.getString(column, 0)
        : row.getValueToString(row.getType().getFieldIndex(column), 0);
  }

  /** The bytes of a column; null for null. */
  static byte[] bytes(Group row, String column) {
    return row.getFieldRepetitionCount(column) == 0 ? null : row.getBinary(column, 0).getBytes();
  }

  /** All texts of a column, as bytes: of one value, of a repeated one, or of a list. */
  static List<byte[]> texts(Group row, String column) {
    List<byte[]> texts = new ArrayList<>();
    collect(row, column, texts);
    return texts;
  }

  private static void collect(Group row, String column, List<byte[]> texts) {
    for (int i = 0; i < row.getFieldRepetitionCount(column); i++) {
      Type type = row.getType().getType(column);
      if (isBytes(type)) {
        texts.add(row.getBinary(column, i).getBytes());
      } else if (!type.isPrimitive()) {
        Group inner = row.getGroup(column, i);
        // A list is a group of a repeated group of one element, whatever those are called.
        if (inner.getType().getFieldCount() == 1) {
          collect(inner, inner.getType().getFieldName(0), texts);
        }
      }
    }
  }
}
