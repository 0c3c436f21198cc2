package dev.counterpoint.onnx.trace;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * The handler behind a proxied {@link NDManager}. Every manager that a forward pass sees is this
 * one: arrays live until the trace ends, so that closing, attaching and returning need no
 * book-keeping.
 */
final class TracedManagers implements InvocationHandler {

  private final Recorder recorder;
  private final NDManager real;
  private final NDManager proxy;

  TracedManagers(Recorder recorder, NDManager real) {
    this.recorder = recorder;
    this.real = real;
    proxy =
        (NDManager)
            Proxy.newProxyInstance(
                TracedManagers.class.getClassLoader(), new Class<?>[] {NDManager.class}, this);
  }

  NDManager proxy() {
    return proxy;
  }

  static boolean isBehind(Object manager) {
    return Proxy.isProxyClass(manager.getClass())
        && Proxy.getInvocationHandler(manager) instanceof TracedManagers;
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    return switch (name) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> "manager of a trace";
      case "newSubManager", "getParentManager" -> self;
      case "ret", "from" -> arguments[0];
      case "isOpen" -> true;
      case "getEngine", "getDevice", "defaultDevice", "getName", "setName", "getManagedArrays" ->
          Dispatch.call(method, real, arguments);
      case "allocateDirect" -> Dispatch.call(method, real, arguments);
      case "close",
          "cap",
          "attachInternal",
          "attachUncappedInternal",
          "tempAttachInternal",
          "detachInternal",
          "attachAll",
          "tempAttachAll" ->
          null;
      case "zeros", "ones", "full", "arange" ->
          Dispatch.decomposes(method, real)
              ? Dispatch.decompose(self, method, arguments)
              : recorder.record(null, real, method, arguments);
      default -> other(self, method, arguments);
    };
  }

  private Object other(Object self, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    if (name.startsWith("random") || name.startsWith("sample") || name.startsWith("truncated")) {
      throw recorder.unmapped(name, "a random value is drawn in the forward pass");
    } else if (name.equals("invoke")) {
      throw recorder.unmapped(String.valueOf(arguments[0]), "it is called by its engine's name");
    } else if (name.equals("create") && arguments[0] instanceof Shape shape) {
      // Memory with undefined contents: zeros are as good, and the same in every run.
      DataType type = arguments.length > 1 ? (DataType) arguments[1] : DataType.FLOAT32;
      return ((NDManager) self).zeros(shape, type);
    }
    Object result = Dispatch.call(method, real, recorder.unwrapAll(arguments));
    if (result instanceof NDArray array) {
      return recorder.constant(array);
    } else if (result instanceof NDList list) {
      NDList wrapped = new NDList(list.size());
      list.forEach(array -> wrapped.add(recorder.constant(array)));
      return wrapped;
    }
    return result;
  }
}
