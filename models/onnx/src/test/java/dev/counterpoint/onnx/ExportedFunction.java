package dev.counterpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.counterpoint.onnx.parity.OnnxRun;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;

/** A function of arrays as a block, exported and compared on inputs that the test chooses. */
record ExportedFunction(Function<NDList, NDList> function, byte[] model) {

  /** A block that is not run before it is traced. */
  static Block block(Function<NDList, NDList> function) {
    Block block =
        new AbstractBlock() {
          @Override
          protected NDList forwardInternal(
              ParameterStore store,
              NDList inputs,
              boolean training,
              PairList<String, Object> parameters) {
            return function.apply(inputs);
          }

          @Override
          public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes;
          }
        };
    try (NDManager manager = NDManager.newBaseManager()) {
      block.initialize(manager, DataType.FLOAT32, new Shape(1));
    }
    return block;
  }

  static ExportedFunction of(Function<NDList, NDList> function, OnnxInput... inputs) {
    OnnxExporter exporter = OnnxExporter.of(block(function));
    for (OnnxInput input : inputs) {
      exporter.input(input);
    }
    byte[][] model = new byte[1][];
    exporter.toBytes(bytes -> model[0] = bytes);
    return new ExportedFunction(function, model[0]);
  }

  static ExportedFunction ofOne(Function<NDArray, NDArray> function, OnnxInput input) {
    return of(list -> new NDList(function.apply(list.head())), input);
  }

  /** Compares on these inputs, with the runtime's optimisations and without. */
  void agreesOn(NDArray... inputs) {
    NDList copies = new NDList();
    for (NDArray input : inputs) {
      copies.add(input.duplicate());
    }
    NDList expected = function.apply(copies);
    for (OptLevel level : List.of(OptLevel.ALL_OPT, OptLevel.NO_OPT)) {
      try (OnnxRun run = OnnxRun.load(model, level)) {
        List<OnnxRun.Output> actual = run.run(new NDList(inputs));
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.size(); i++) {
          compare(expected.get(i), actual.get(i), level + ", output " + i);
        }
      }
    }
  }

  private static void compare(NDArray expected, OnnxRun.Output actual, String what) {
    assertThat(actual.shape()).as("shape of " + what).isEqualTo(expected.getShape());
    ByteBuffer own = ByteBuffer.wrap(expected.toByteArray()).order(ByteOrder.nativeOrder());
    DataType type = expected.getDataType();
    if (type == DataType.FLOAT32) {
      for (int i = 0; i < own.remaining() / 4; i++) {
        float wanted = own.getFloat(4 * i);
        float got = actual.data().getFloat(4 * i);
        boolean same =
            Float.compare(wanted + 0f, got + 0f) == 0
                || Math.abs(wanted - got) <= 1e-5 * Math.max(1, Math.abs(wanted));
        assertThat(same).as("%s[%d]: %s, block %s", what, i, got, wanted).isTrue();
      }
    } else if (type == DataType.FLOAT64) {
      for (int i = 0; i < own.remaining() / 8; i++) {
        assertThat(actual.data().getDouble(8 * i))
            .as(what + "[%d]", i)
            .isCloseTo(own.getDouble(8 * i), offset(1e-9));
      }
    } else {
      byte[] bytes = new byte[actual.data().remaining()];
      actual.data().duplicate().get(bytes);
      assertThat(bytes).as(what).isEqualTo(own.array());
    }
  }
}
