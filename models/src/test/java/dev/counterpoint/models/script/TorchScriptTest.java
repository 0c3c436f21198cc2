package dev.counterpoint.models.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TorchScriptTest {

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private TorchScript scaledSum() {
    return TorchScript.compile(
        manager,
        List.of("sums", "terms"),
        List.of("factor", "shrink"),
        """
        _0 = ops.aten._foreach_mul_(sums, shrink)
        _1 = ops.aten._foreach_add_(sums, terms, alpha=factor)
        """);
  }

  @Test
  void everyArrayOfAListIsChangedInPlace() {
    NDArray first = manager.create(new float[] {1, 2});
    NDArray second = manager.create(3f);
    NDArray terms = manager.create(new float[] {10, 20});
    TorchScript script = scaledSum();
    script.run(List.of(List.of(first, second), List.of(terms, manager.create(30f))), 0.1, 2);
    assertThat(first.toFloatArray()).containsExactly(3, 6);
    assertThat(second.getFloat()).isEqualTo(9);
    assertThat(terms.toFloatArray()).containsExactly(10, 20);
    script.run(List.of(List.of(first), List.of(terms)), -1, 0);
    assertThat(first.toFloatArray()).containsExactly(-10, -20);
  }

  @Test
  void aRunLeavesNoArraysBehind() {
    NDArray sum = manager.zeros(new Shape(3));
    NDArray term = manager.ones(new Shape(3));
    TorchScript script = scaledSum();
    int before = manager.getManagedArrays().size();
    for (int i = 0; i < 10; i++) {
      script.run(List.of(List.of(sum), List.of(term)), 1, 1);
    }
    assertThat(manager.getManagedArrays().size()).isEqualTo(before);
    assertThat(sum.toFloatArray()).containsOnly(10);
  }

  @Test
  void aClosedScriptDoesNotRunAndTheManagerLivesOn() {
    NDArray sum = manager.ones(new Shape(3));
    TorchScript script = scaledSum();
    script.close();
    assertThatThrownBy(() -> script.run(List.of(List.of(sum), List.of(sum)), 1, 1))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sum.toFloatArray()).containsOnly(1);
  }

  @Test
  void anotherCountOfArgumentsIsAnError() {
    TorchScript script = scaledSum();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script.run(List.of(List.of()), 1, 2))
        .withMessage("expected 2 lists and 2 numbers, found 1 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script.run(List.of(List.of(), List.of()), 1))
        .withMessageContaining("found 2 and 1");
  }

  @Test
  void shapesThatDoNotFitAreAnErrorOfTheOperation() {
    TorchScript script = scaledSum();
    NDArray two = manager.zeros(new Shape(2));
    NDArray three = manager.zeros(new Shape(3));
    assertThatThrownBy(() -> script.run(List.of(List.of(two), List.of(three)), 1, 1))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("must match the size");
  }

  @Test
  void whatLibtorchDoesNotUnderstandIsAnError() {
    assertThatThrownBy(
            () -> TorchScript.compile(manager, List.of("a"), List.of(), "_0 = ops.aten.none_(a)"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("none_");
  }
}
