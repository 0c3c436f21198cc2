package dev.counterpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import dev.counterpoint.onnx.error.VaryingTraceException;
import dev.counterpoint.onnx.mapping.StandardMappings;
import dev.counterpoint.onnx.recording.Recording;
import dev.counterpoint.onnx.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A trace frees what the first trace did not need any more. */
class TraceMemoryTest {

  private static final int STEPS = 50;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theFirstTraceKeepsItsArraysAndALaterOneThreeOfThem() {
    List<Integer> open = new ArrayList<>();
    traceTwice(
        x -> {
          NDArray y = x;
          for (int i = 0; i < STEPS; i++) {
            y = y.add(1);
          }
          open.add(y.getManager().getManagedArrays().size());
          return y;
        });
    assertThat(open.get(0)).isGreaterThan(STEPS);
    assertThat(open.get(1)).isLessThanOrEqualTo(3);
  }

  @Test
  void anArrayLivesUntilItsShapeIsReadForTheLastTime() {
    traceTwice(
        x -> {
          NDArray doubled = x.mul(2);
          NDArray sum = doubled.add(1).add(2);
          NDArray flat = sum.reshape(doubled.getShape().size());
          return doubled.isReleased() ? flat : flat.add(doubled.flatten());
        });
  }

  @Test
  void anArrayThatTheEngineHandsThroughStaysOpen() {
    traceTwice(
        x -> {
          NDArray y = x.add(1);
          NDArray same = y.toType(y.getDataType(), false).reshape(y.getShape());
          return same.add(1).add(same).add(y.stopGradient()).addi(y);
        });
  }

  @Test
  void aLaterTraceOnAnotherWayIsStillToldWhereItLeavesTheFirst() {
    LambdaBlock block =
        new LambdaBlock(
            list -> {
              NDArray x = list.head();
              NDArray y = x.add(1);
              NDArray z = y.mul(2).sub(3);
              // The first trace, of batch 2, does not need y here.
              return new NDList(x.getShape().get(0) == 2 ? z.exp() : z.add(y));
            });
    block.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
    assertThatThrownBy(() -> OnnxExporter.of(block).input("x", -1, 4).toBytes(bytes -> {}))
        .isInstanceOf(VaryingTraceException.class)
        .hasMessageContainingAll("operation 3", "'exp'", "'add'");
  }

  private static void traceTwice(Function<NDArray, NDArray> function) {
    LambdaBlock block = new LambdaBlock(list -> new NDList(function.apply(list.head())));
    Tracer tracer = new Tracer(block, List.of("x"), StandardMappings.all().keySet());
    Function<NDManager, NDList> input = own -> new NDList(own.ones(new Shape(2, 4)));
    try (Recording first = tracer.trace(input, Map.of());
        Recording second = tracer.trace(input, first.lastUses())) {
      assertThat(second.operations()).isEqualTo(first.operations());
      assertThat(second.lastUses()).isEqualTo(first.lastUses());
    }
  }
}
