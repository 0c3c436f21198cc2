package dev.counterpoint.models.script;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A function in TorchScript over lists of arrays and numbers, which runs inside libtorch: one call
 * where DJL's operations would be many small ones, or for an operation that DJL does not have. It
 * changes its arguments in place and computes no gradients.
 *
 * <p>Ends with the manager that it was made on, if not before. One thread at a time.
 */
public final class TorchScript implements AutoCloseable {

  private final PtSymbolBlock module;
  private final int lists;
  private final int numbers;

  private TorchScript(PtSymbolBlock module, int lists, int numbers) {
    this.module = module;
    this.lists = lists;
    this.numbers = numbers;
  }

  /**
   * Compiles a function.
   *
   * @param owner must live as long as the function is run
   * @param lists names of its arguments of type {@code List[Tensor]}, the first ones
   * @param numbers names of its arguments of type {@code float}, which follow
   * @param statements of its body, one a line, in the form in which libtorch saves scripts: without
   *     operators, each operation by its schema's name
   * @throws ai.djl.engine.EngineException if libtorch does not understand it
   */
  public static TorchScript compile(
      NDManager owner, List<String> lists, List<String> numbers, String statements) {
    byte[] archive = ScriptArchive.of(lists, numbers, statements);
    try {
      PtSymbolBlock module =
          JniUtils.loadModule((PtNDManager) owner, new ByteArrayInputStream(archive), false, false);
      return new TorchScript(module, lists.size(), numbers.size());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /**
   * Runs it.
   *
   * @param arrays one list for each that was named
   * @param values one for each number that was named
   * @throws IllegalArgumentException if their count is another
   * @throws ai.djl.engine.EngineException if an operation refuses its arguments
   */
  public void run(List<List<NDArray>> arrays, double... values) {
    if (arrays.size() != lists || values.length != numbers) {
      throw new IllegalArgumentException(
          "expected %d lists and %d numbers, found %d and %d"
              .formatted(lists, numbers, arrays.size(), values.length));
    }
    List<IValue> arguments = new ArrayList<>(lists + numbers);
    try {
      for (List<NDArray> list : arrays) {
        arguments.add(
            IValue.listFrom(list.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new)));
      }
      for (double value : values) {
        arguments.add(IValue.from(value));
      }
      module.forward(arguments.toArray(IValue[]::new)).close();
    } finally {
      arguments.forEach(IValue::close);
    }
  }

  @Override
  public void close() {
    module.close();
  }
}
