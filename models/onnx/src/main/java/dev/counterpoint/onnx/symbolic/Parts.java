package dev.counterpoint.onnx.symbolic;

import dev.counterpoint.onnx.recording.IndexElement;
import dev.counterpoint.onnx.recording.Scalar;
import java.util.List;
import java.util.function.Consumer;

/** Walks through nested arguments. */
final class Parts {

  private Parts() {}

  static void visit(Object argument, Consumer<Object> visitor) {
    visitor.accept(argument);
    if (argument instanceof List<?> list) {
      list.forEach(element -> visit(element, visitor));
    } else if (argument instanceof IndexElement element) {
      element.parts().forEach(part -> visit(part, visitor));
    } else if (argument instanceof Scalar scalar) {
      visit(scalar.number(), visitor);
    } else if (argument instanceof SymbolicValue value) {
      value.shape().forEach(visitor);
    }
  }
}
