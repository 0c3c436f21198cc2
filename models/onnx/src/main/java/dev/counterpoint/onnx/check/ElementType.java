package dev.counterpoint.onnx.check;

import ai.onnx.proto.OnnxMl.TensorProto;

/** The element types of ONNX tensors: how wide they are and in which field they may stand. */
enum ElementType {
  FLOAT(1, 32, Field.FLOATS),
  UINT8(2, 8, Field.INT32S),
  INT8(3, 8, Field.INT32S),
  UINT16(4, 16, Field.INT32S),
  INT16(5, 16, Field.INT32S),
  INT32(6, 32, Field.INT32S),
  INT64(7, 64, Field.INT64S),
  STRING(8, 0, Field.STRINGS),
  BOOL(9, 8, Field.INT32S),
  FLOAT16(10, 16, Field.INT32S),
  DOUBLE(11, 64, Field.DOUBLES),
  UINT32(12, 32, Field.UINT64S),
  UINT64(13, 64, Field.UINT64S),
  COMPLEX64(14, 64, Field.FLOATS),
  COMPLEX128(15, 128, Field.DOUBLES),
  BFLOAT16(16, 16, Field.INT32S),
  FLOAT8E4M3FN(17, 8, Field.INT32S),
  FLOAT8E4M3FNUZ(18, 8, Field.INT32S),
  FLOAT8E5M2(19, 8, Field.INT32S),
  FLOAT8E5M2FNUZ(20, 8, Field.INT32S),
  UINT4(21, 4, Field.INT32S),
  INT4(22, 4, Field.INT32S);

  /** The fields of a tensor that hold numbers one by one, or strings. */
  enum Field {
    FLOATS("float_data"),
    INT32S("int32_data"),
    INT64S("int64_data"),
    UINT64S("uint64_data"),
    DOUBLES("double_data"),
    STRINGS("string_data");

    final String text;

    Field(String text) {
      this.text = text;
    }

    int count(TensorProto tensor) {
      return switch (this) {
        case FLOATS -> tensor.getFloatDataCount();
        case INT32S -> tensor.getInt32DataCount();
        case INT64S -> tensor.getInt64DataCount();
        case UINT64S -> tensor.getUint64DataCount();
        case DOUBLES -> tensor.getDoubleDataCount();
        case STRINGS -> tensor.getStringDataCount();
      };
    }
  }

  private static final ElementType[] ALL = values();

  private final int number;
  private final int bits;
  private final Field field;

  ElementType(int number, int bits, Field field) {
    this.number = number;
    this.bits = bits;
    this.field = field;
  }

  /** The type with ONNX's number, or null if there is none. */
  static ElementType of(int number) {
    return number >= 1 && number <= ALL.length ? ALL[number - 1] : null;
  }

  /** The number in files. */
  int number() {
    return number;
  }

  /** The field for values one by one. */
  Field field() {
    return field;
  }

  /** Bytes of so many elements in {@code raw_data}; two of four bits share a byte. */
  long rawBytes(long elements) {
    return (elements * bits + 7) / 8;
  }

  /** Entries of so many elements in {@link #field}. */
  long entries(long elements) {
    return switch (this) {
      case COMPLEX64, COMPLEX128 -> 2 * elements;
      case UINT4, INT4 -> (elements + 1) / 2;
      default -> elements;
    };
  }
}
