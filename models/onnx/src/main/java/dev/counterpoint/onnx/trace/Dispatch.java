package dev.counterpoint.onnx.trace;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;

/** What a call on a traced array means for the trace. */
enum Dispatch {
  /** Tells shape, type or name; goes to the array itself. */
  DESCRIBE,
  /** Attaches or detaches; the trace keeps its arrays until it ends. */
  LIFETIME,
  /** Hands values to Java. */
  ESCAPE,
  /** Gives a result whose shape depends on values. */
  DATA_DEPENDENT,
  /** Computes. */
  COMPUTE;

  private static final Set<String> DESCRIPTIONS =
      Set.of(
          "getName",
          "setName",
          "getUid",
          "getDataType",
          "getDevice",
          "getShape",
          "getSparseFormat",
          "isSparse",
          "isScalar",
          "size",
          "isReleased",
          "hasGradient",
          "shapeEquals",
          "isEmpty");

  private static final Set<String> LIFETIMES =
      Set.of(
          "attach",
          "tempAttach",
          "returnResource",
          "detach",
          "close",
          "setRequiresGradient",
          "attachUncapped");

  private static final Set<String> ESCAPES =
      Set.of(
          "toByteBuffer",
          "toDoubleArray",
          "toFloatArray",
          "toShortArray",
          "toUnsignedShortArray",
          "toIntArray",
          "toUnsignedIntArray",
          "toLongArray",
          "toByteArray",
          "toUint8Array",
          "toBooleanArray",
          "toStringArray",
          "toArray",
          "getLong",
          "getDouble",
          "getFloat",
          "getInt",
          "getByte",
          "getUint8",
          "getBoolean",
          "encode",
          "contentEquals",
          "allClose",
          "toDebugString",
          "copyTo",
          "getGradient");

  private static final Set<String> DATA_DEPENDENTS =
      Set.of("nonzero", "booleanMask", "unique", "sequenceMask");

  static Dispatch of(Method method) {
    String name = method.getName();
    if (DESCRIPTIONS.contains(name)) {
      return DESCRIBE;
    } else if (LIFETIMES.contains(name)) {
      return LIFETIME;
    } else if (ESCAPES.contains(name)) {
      return ESCAPE;
    }
    return DATA_DEPENDENTS.contains(name) ? DATA_DEPENDENT : COMPUTE;
  }

  /**
   * True if the call is answered by the interface's default method, which decomposes into others.
   * An engine that overrides a default may mean something else by it, so that is recorded whole.
   */
  static boolean decomposes(Method method, Object real) {
    if (!method.isDefault()) {
      return false;
    }
    try {
      return real.getClass()
          .getMethod(method.getName(), method.getParameterTypes())
          .getDeclaringClass()
          .isInterface();
    } catch (NoSuchMethodException e) {
      return true;
    }
  }

  static Object decompose(Object proxy, Method method, Object[] arguments) throws Throwable {
    return InvocationHandler.invokeDefault(proxy, method, arguments);
  }

  static Object call(Method method, Object real, Object... arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
