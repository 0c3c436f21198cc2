package dev.counterpoint.onnx.trace;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.internal.NDArrayEx;
import dev.counterpoint.onnx.recording.Value;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** The handler behind a proxied {@link NDArray}. */
final class TracedArray implements InvocationHandler {

  private final Recorder recorder;
  private final NDArray proxy;
  private final NDArrayEx extended;
  private final Storage storage;
  private NDArray real;
  private Value value;
  private int seenVersion;

  TracedArray(Recorder recorder, NDArray real, Value value, Storage storage) {
    this.recorder = recorder;
    this.real = real;
    this.value = value;
    this.storage = storage;
    this.seenVersion = storage.version();
    proxy = proxy(NDArray.class, this);
    extended = proxy(NDArrayEx.class, this::invokeExtended);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(TracedArray.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** The handler behind an array, or null if the array is not traced. */
  static TracedArray behind(Object array) {
    return array != null
            && Proxy.isProxyClass(array.getClass())
            && Proxy.getInvocationHandler(array) instanceof TracedArray traced
        ? traced
        : null;
  }

  NDArray proxy() {
    return proxy;
  }

  NDArray real() {
    return real;
  }

  Value value() {
    return value;
  }

  Storage storage() {
    return storage;
  }

  /** False if an array that shares this one's memory was changed in place since. */
  boolean isCurrent() {
    return seenVersion == storage.version();
  }

  /** After a change in place: the new value, and the array that holds it. */
  void become(NDArray changed, Value newValue) {
    storage.change();
    seenVersion = storage.version();
    real = changed;
    value = newValue;
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(self, method, arguments);
    }
    String name = method.getName();
    if (name.equals("getManager")) {
      return recorder.managerProxy();
    } else if (name.equals("getNDArrayInternal")) {
      return extended;
    }
    Dispatch kind = Dispatch.of(method);
    if (kind != Dispatch.LIFETIME) {
      recorder.uses(value);
    }
    return switch (kind) {
      case DESCRIBE -> Dispatch.call(method, real, recorder.unwrapAll(arguments));
      case LIFETIME -> null;
      case ESCAPE -> throw recorder.escaped(value, name);
      case DATA_DEPENDENT -> throw recorder.dataDependent(value, name);
      case COMPUTE ->
          Dispatch.decomposes(method, real)
              ? Dispatch.decompose(self, method, arguments)
              : recorder.record(this, real, method, arguments);
    };
  }

  private Object invokeExtended(Object self, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(self, method, arguments);
    }
    recorder.uses(value);
    NDArrayEx realExtended = real.getNDArrayInternal();
    return switch (method.getName()) {
      case "getArray" -> proxy;
      case "getIndexer" -> new TracedIndexer(recorder);
      default ->
          Dispatch.decomposes(method, realExtended)
              ? Dispatch.decompose(self, method, arguments)
              : recorder.record(this, realExtended, method, arguments);
    };
  }

  /** An array's equals compares contents. */
  private boolean isSame(Object self, Object other) {
    if (self == other || !(other instanceof NDArray)) {
      return self == other;
    }
    throw recorder.escaped(value, "equals");
  }

  private Object ofObject(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> isSame(self, arguments[0]);
      case "hashCode" -> System.identityHashCode(self);
      default -> "traced array %d %s %s".formatted(value.id(), value.shape(), value.type());
    };
  }
}
