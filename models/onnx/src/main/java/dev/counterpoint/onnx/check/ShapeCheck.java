package dev.counterpoint.onnx.check;

import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;

/** What is stated of shapes and types, and whether a tensor's data is as long as it says. */
final class ShapeCheck {

  private final OnnxLimits limits;
  private final Findings findings;

  ShapeCheck(OnnxLimits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
  }

  /** Checks a tensor that stands in the file. */
  void tensor(TensorProto tensor, Object where) {
    if (tensor.getDataLocation() != DataLocation.DEFAULT || tensor.getExternalDataCount() > 0) {
      findings.report(
          where,
          "data outside of the file",
          "data inside of the file",
          "Save the model again with its weights inside; files that a model names are not opened.");
      return;
    }
    if (tensor.hasSegment()) {
      findings.report(where, "a tensor in segments", "whole tensors");
    }
    ElementType type = ElementType.of(tensor.getDataType());
    if (type == null) {
      unknownType(tensor.getDataType(), where);
      return;
    }
    long elements = elements(tensor.getDimsList(), where);
    if (elements >= 0) {
      data(tensor, type, elements, where);
    }
  }

  private void data(TensorProto tensor, ElementType type, long elements, Object where) {
    for (ElementType.Field field : ElementType.Field.values()) {
      if (field != type.field() && field.count(tensor) > 0) {
        findings.report(where, field.text + " for " + type, "raw_data or " + type.field().text);
        return;
      }
    }
    int entries = type.field().count(tensor);
    String shape = "%s %s".formatted(type, tensor.getDimsList());
    if (!tensor.getRawData().isEmpty()) {
      if (type == ElementType.STRING) {
        findings.report(where, "raw_data for STRING", "string_data");
      } else if (entries > 0) {
        findings.report(where, "both raw_data and " + type.field().text, "one of them");
      } else if (tensor.getRawData().size() != type.rawBytes(elements)) {
        findings.report(
            where,
            "%d bytes of data for %s".formatted(tensor.getRawData().size(), shape),
            "%d bytes".formatted(type.rawBytes(elements)));
      }
    } else if (entries != type.entries(elements)) {
      findings.report(
          where,
          "%d entries of %s for %s".formatted(entries, type.field().text, shape),
          "%d entries, or raw_data".formatted(type.entries(elements)));
    }
  }

  /** Checks a sparse tensor; the runtime makes a dense one of it. */
  void sparse(SparseTensorProto sparse, Object where) {
    tensor(sparse.getValues(), where + ", values");
    tensor(sparse.getIndices(), where + ", indices");
    long elements = elements(sparse.getDimsList(), where);
    if (elements > limits.producedElements()) {
      findings.exceeds(
          where,
          "a sparse tensor that unpacks to %d elements".formatted(elements),
          "at most %d".formatted(limits.producedElements()),
          "producedElements");
    }
    if (sparse.getIndices().getDataType() != ElementType.INT64.number()) {
      findings.report(where, "indices of another type", "INT64 indices");
    }
    long values = sparse.getValues().getDimsCount() == 1 ? sparse.getValues().getDims(0) : -1;
    List<Long> indices = sparse.getIndices().getDimsList();
    boolean linear = indices.equals(List.of(values));
    boolean coordinates = indices.equals(List.of(values, (long) sparse.getDimsCount()));
    if (elements < 0 || values < 0 || values > elements || !(linear || coordinates)) {
      findings.report(
          where,
          "values %s with indices %s".formatted(sparse.getValues().getDimsList(), indices),
          "values [n] with indices [n] or [n, rank], n not above the elements");
      return;
    }
    long[] places = SizeArguments.longs(sparse.getIndices(), Integer.MAX_VALUE);
    for (int i = 0; places != null && i < places.length; i++) {
      long bound = linear ? elements : sparse.getDims(i % sparse.getDimsCount());
      if (places[i] < 0 || places[i] >= bound) {
        findings.report(where, "index %d".formatted(places[i]), "0 to %d".formatted(bound - 1));
        return;
      }
    }
  }

  /** Checks the type of an input, an output or a value between. */
  void value(ValueInfoProto value, boolean needsType, Object where) {
    if (value.hasType()) {
      type(value.getType(), needsType, where);
    } else if (needsType) {
      findings.report(where, "no type", "a type");
    }
  }

  /** Checks a type; those inside others are as deep as {@link OnnxLimits#nesting} at most. */
  void type(TypeProto type, boolean needed, Object where) {
    switch (type.getValueCase()) {
      case TENSOR_TYPE -> {
        elementType(type.getTensorType().getElemType(), where);
        shape(type.getTensorType().getShape(), where);
      }
      case SPARSE_TENSOR_TYPE -> {
        elementType(type.getSparseTensorType().getElemType(), where);
        shape(type.getSparseTensorType().getShape(), where);
      }
      case SEQUENCE_TYPE -> type(type.getSequenceType().getElemType(), true, where);
      case OPTIONAL_TYPE -> type(type.getOptionalType().getElemType(), true, where);
      case MAP_TYPE -> {
        elementType(type.getMapType().getKeyType(), where);
        type(type.getMapType().getValueType(), true, where);
      }
      case OPAQUE_TYPE -> findings.report(where, "an opaque type", "types of ONNX");
      case VALUE_NOT_SET -> {
        if (needed) {
          findings.report(where, "an empty type", "tensor, sequence, optional or map");
        }
      }
    }
  }

  private void elementType(int number, Object where) {
    if (ElementType.of(number) == null) {
      unknownType(number, where);
    }
  }

  private void unknownType(int number, Object where) {
    findings.report(
        where,
        "element type %d".formatted(number),
        "1 to %d".formatted(ElementType.values().length));
  }

  private void shape(TensorShapeProto shape, Object where) {
    List<Long> known = new ArrayList<>();
    for (Dimension dimension : shape.getDimList()) {
      known.add(dimension.hasDimValue() ? dimension.getDimValue() : 1L);
    }
    elements(known, where);
  }

  /** The product of the dimensions, or -1 if they were reported. */
  private long elements(List<Long> dimensions, Object where) {
    if (dimensions.size() > limits.rank()) {
      findings.exceeds(
          where,
          "%d dimensions".formatted(dimensions.size()),
          "at most %d".formatted(limits.rank()),
          "rank");
      return -1;
    }
    boolean empty = dimensions.contains(0L);
    long elements = 1;
    for (long dimension : dimensions) {
      if (dimension < 0) {
        findings.report(where, "dimension %d in %s".formatted(dimension, dimensions), "0 and up");
        return -1;
      }
      if (dimension > limits.dimension()) {
        findings.exceeds(
            where,
            "dimension %d in %s".formatted(dimension, dimensions),
            "at most %d".formatted(limits.dimension()),
            "dimension");
        return -1;
      }
      // By division, for the product can exceed even a long; what is left out is 0, as in [0, 9].
      if (dimension > 0 && elements > limits.elements() / dimension) {
        findings.exceeds(
            where,
            "shape %s".formatted(dimensions),
            "at most %d elements, an empty dimension aside".formatted(limits.elements()),
            "elements");
        return -1;
      }
      elements *= Math.max(dimension, 1);
    }
    return empty ? 0 : elements;
  }
}
