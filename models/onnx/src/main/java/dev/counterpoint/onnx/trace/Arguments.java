package dev.counterpoint.onnx.trace;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.onnx.recording.IndexElement;
import dev.counterpoint.onnx.recording.Scalar;
import dev.counterpoint.onnx.recording.Value;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The arguments of one call: unwrapped for the engine, and as data for the recording. */
final class Arguments {

  private final Recorder recorder;
  private final List<Object> list = new ArrayList<>();
  private TracedArray firstArray;
  private boolean areKnown = true;

  Arguments(Recorder recorder) {
    this.recorder = recorder;
  }

  Object[] unwrapAll(Object[] arguments) {
    if (arguments == null) {
      return new Object[0];
    }
    Object[] unwrapped = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      unwrapped[i] = unwrap(arguments[i]);
    }
    return unwrapped;
  }

  private Object unwrap(Object argument) {
    if (argument instanceof NDList arrays) {
      NDList real = new NDList(arrays.size());
      arrays.forEach(array -> real.add((NDArray) unwrap(array)));
      return real;
    } else if (argument instanceof NDArray[] arrays) {
      return Arrays.stream(arrays).map(this::unwrap).toArray(NDArray[]::new);
    } else if (argument instanceof NDArray array) {
      return recorder.traced(array).real();
    } else if (argument != null && TracedManagers.isBehind(argument)) {
      return recorder.realManager();
    }
    return argument;
  }

  void describe(Method method, Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      Object argument = arguments[i];
      if (argument == null || !TracedManagers.isBehind(argument)) {
        add(describe(types[i], argument));
      }
    }
  }

  private Object describe(Class<?> type, Object argument) {
    if (argument instanceof NDArray array) {
      return valueOf(recorder.traced(array));
    } else if (argument instanceof NDList arrays) {
      return arrays.stream().map(array -> valueOf(recorder.traced(array))).toList();
    } else if (argument instanceof NDArray[] arrays) {
      return Arrays.stream(arrays).map(array -> valueOf(recorder.traced(array))).toList();
    } else if (argument instanceof Shape shape) {
      return Arrays.stream(shape.getShape()).boxed().toList();
    } else if (argument instanceof long[] numbers) {
      return Arrays.stream(numbers).boxed().toList();
    } else if (argument instanceof int[] numbers) {
      return Arrays.stream(numbers).asLongStream().boxed().toList();
    } else if (argument instanceof Number number && type == Number.class) {
      return Scalar.of(number);
    } else if (argument instanceof Float || argument instanceof Double) {
      return ((Number) argument).doubleValue();
    } else if (argument instanceof Integer || argument instanceof Long) {
      return ((Number) argument).longValue();
    }
    return argument;
  }

  Value valueOf(TracedArray array) {
    if (firstArray == null) {
      firstArray = array;
    }
    areKnown &= recorder.isKnown(array.value());
    return array.value();
  }

  void add(Object argument) {
    list.add(argument);
    if (argument instanceof List<?> elements) {
      for (Object element : elements) {
        if (element instanceof IndexElement index) {
          index.parts().stream()
              .filter(Value.class::isInstance)
              .forEach(part -> areKnown &= recorder.isKnown((Value) part));
        }
      }
    }
  }

  void prepend(TracedArray receiver) {
    firstArray = null;
    list.add(0, valueOf(receiver));
  }

  TracedArray firstArray() {
    return firstArray;
  }

  /** True if no argument depends on an input. */
  boolean areKnown() {
    return areKnown;
  }

  List<Object> list() {
    return Collections.unmodifiableList(list);
  }
}
