package dev.counterpoint.onnx.graph;

import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.counterpoint.onnx.error.UnmappedOperationException;

/** Element types: DJL's and ONNX's. */
public final class OnnxTypes {

  private OnnxTypes() {}

  /**
   * The ONNX number of an element type.
   *
   * @throws UnmappedOperationException if ONNX has no such type
   */
  public static int of(DataType type) {
    TensorProto.DataType onnx =
        switch (type) {
          case FLOAT32 -> TensorProto.DataType.FLOAT;
          case FLOAT64 -> TensorProto.DataType.DOUBLE;
          case FLOAT16 -> TensorProto.DataType.FLOAT16;
          case BFLOAT16 -> TensorProto.DataType.BFLOAT16;
          case UINT8 -> TensorProto.DataType.UINT8;
          case INT8 -> TensorProto.DataType.INT8;
          case INT16 -> TensorProto.DataType.INT16;
          case UINT16 -> TensorProto.DataType.UINT16;
          case INT32 -> TensorProto.DataType.INT32;
          case UINT32 -> TensorProto.DataType.UINT32;
          case INT64 -> TensorProto.DataType.INT64;
          case UINT64 -> TensorProto.DataType.UINT64;
          case BOOLEAN -> TensorProto.DataType.BOOL;
          default ->
              throw new UnmappedOperationException(
                  "Arrays of type %s have no counterpart in ONNX; use a numeric type."
                      .formatted(type));
        };
    return onnx.getNumber();
  }
}
