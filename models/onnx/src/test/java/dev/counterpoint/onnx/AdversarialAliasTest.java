package dev.counterpoint.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.onnx.error.AliasedChangeException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arrays that are outputs, inputs and views of one another at once. */
class AdversarialAliasTest {

  private final NDManager manager = NDManager.newBaseManager();

  @BeforeEach
  void seed() {
    Engine.getInstance().setRandomSeed(13);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private void agrees(Function<NDList, NDList> function) {
    ExportedFunction exported =
        ExportedFunction.of(function, OnnxInput.of("x", -1, 4), OnnxInput.of("y", -1, 4));
    for (long batch : new long[] {1, 2, 17}) {
      Shape shape = new Shape(batch, 4);
      exported.agreesOn(manager.randomUniform(-3, 3, shape), manager.randomUniform(-3, 3, shape));
    }
  }

  private void refuses(Function<NDList, NDList> function) {
    assertThatThrownBy(() -> agrees(function)).isInstanceOf(AliasedChangeException.class);
  }

  @Test
  void anInputThatIsAnOutputTwice() {
    agrees(list -> new NDList(list.get(0), list.get(0), list.get(1).add(1), list.get(0)));
  }

  @Test
  void aResultThatIsAnOutputTwice() {
    agrees(
        list -> {
          NDArray sum = list.get(0).add(list.get(1));
          return new NDList(sum, sum, sum.reshape(-1), list.get(1));
        });
  }

  @Test
  void inputsThatNothingUses() {
    agrees(list -> new NDList(list.get(1).mul(2)));
    agrees(list -> new NDList(list.get(1).getManager().ones(new Shape(3))));
  }

  @Test
  void anInputThatIsChangedInPlace() {
    agrees(
        list -> {
          list.get(0).addi(list.get(1));
          return new NDList(list.get(0), list.get(1));
        });
    agrees(
        list -> {
          NDArray x = list.get(0);
          x.muli(x);
          return new NDList(x.add(list.get(0)));
        });
  }

  @Test
  void aChangeAfterAResultWasMade() {
    agrees(
        list -> {
          NDArray x = list.get(0).mul(2);
          NDArray y = x.add(1);
          x.muli(3);
          return new NDList(y, x, list.get(0));
        });
  }

  @Test
  void aCopyThatIsChangedLeavesTheOriginal() {
    Function<UnaryOperator<NDArray>, Function<NDList, NDList>> changed =
        copy ->
            list -> {
              NDArray copied = copy.apply(list.get(0));
              copied.addi(1);
              return new NDList(copied, list.get(0));
            };
    agrees(changed.apply(NDArray::duplicate));
    agrees(changed.apply(x -> x.tile(1)));
    agrees(changed.apply(x -> x.repeat(1)));
    agrees(changed.apply(x -> NDArrays.concat(new NDList(x), 0)));
    agrees(changed.apply(x -> x.pad(new Shape(0, 0), 0)));
    agrees(changed.apply(x -> x.clip(-100, 100)));
  }

  @Test
  void aViewThatIsChangedIsReadItself() {
    agrees(
        list -> {
          NDArray view = list.get(0).mul(1).transpose();
          view.addi(1);
          return new NDList(view, list.get(0));
        });
    agrees(
        list -> {
          NDArray view = list.get(0).toType(DataType.FLOAT32, false);
          view.addi(1);
          return new NDList(view);
        });
  }

  @Test
  void aViewOfWhatIsChangedIsRefused() {
    refuses(
        list -> {
          NDArray x = list.get(0).mul(1);
          NDArray view = x.get(":, 1");
          x.addi(1);
          return new NDList(view);
        });
    refuses(
        list -> {
          list.get(0).flatten().addi(1);
          return new NDList(list.get(0));
        });
  }
}
