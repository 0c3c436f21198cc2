package dev.counterpoint.onnx.trace;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.counterpoint.onnx.error.AliasedChangeException;
import dev.counterpoint.onnx.error.DataDependentShapeException;
import dev.counterpoint.onnx.error.EscapedValueException;
import dev.counterpoint.onnx.error.OnnxExportException;
import dev.counterpoint.onnx.error.UnmappedOperationException;
import dev.counterpoint.onnx.recording.Leaf;
import dev.counterpoint.onnx.recording.RecordedOperation;
import dev.counterpoint.onnx.recording.Recording;
import dev.counterpoint.onnx.recording.Value;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the operations of a trace on the real arrays and writes them down. */
final class Recorder {

  private static final Set<String> CHANGES_IN_PLACE =
      Set.of("addi", "subi", "muli", "divi", "modi", "powi", "signi", "negi");

  // What the engine may answer with a view of the same memory.
  private static final Set<String> VIEWS =
      Set.of(
          "reshape",
          "flatten",
          "expandDims",
          "squeeze",
          "transpose",
          "swapAxes",
          "broadcast",
          "split",
          "get",
          "toType",
          "toDevice",
          "stopGradient",
          "dropout",
          "diagonal",
          "real");

  /** Operations whose results depend on the shapes of their arrays only. */
  private static final Set<String> SHAPE_ONLY = Set.of("multiBoxPrior");

  private final NDManager resources;
  private final BlockTrail trail;
  private final Set<String> mapped;
  private final TracedManagers managers;
  private final List<RecordedOperation> operations = new ArrayList<>();
  private final Map<Integer, Leaf> leaves = new HashMap<>();
  private final Map<Integer, NDArray> known = new HashMap<>();
  private final Map<Parameter, TracedArray> parameters = new IdentityHashMap<>();
  private final Map<NDArray, TracedArray> captured = new IdentityHashMap<>();
  private final Map<NDArray, Parameter> parameterArrays = new IdentityHashMap<>();
  private final Activations activations;
  private int nextId;

  Recorder(Block block, NDManager resources, Set<String> mapped, Map<Integer, Integer> lastUses) {
    this.resources = resources;
    this.mapped = mapped;
    activations = new Activations(lastUses);
    trail = new BlockTrail(block);
    managers = new TracedManagers(this, resources);
    for (Parameter parameter : trail.parameters()) {
      parameterArrays.put(parameter.getArray(), parameter);
    }
  }

  NDManager managerProxy() {
    return managers.proxy();
  }

  NDManager realManager() {
    return resources;
  }

  NDArray input(String name, NDArray array) {
    TracedArray traced = new TracedArray(this, array, value(array), new Storage(null));
    leaves.put(traced.value().id(), new Leaf(traced.value(), Leaf.Kind.INPUT, name, null));
    activations.hold(traced.value().id(), array);
    return traced.proxy();
  }

  NDArray parameter(Parameter parameter) {
    trail.reads(parameter);
    return tracedParameter(parameter).proxy();
  }

  NDArray constant(NDArray array) {
    TracedArray traced = leaf(Leaf.Kind.CONSTANT, null, array, new Storage(null));
    known.put(traced.value().id(), array);
    return traced.proxy();
  }

  private TracedArray tracedParameter(Parameter parameter) {
    return parameters.computeIfAbsent(
        parameter,
        key -> {
          // Detached: shares the memory, belongs to the trace, builds no gradient graph.
          NDArray array = key.getArray().stopGradient();
          array.attach(resources);
          String name = trail.nameOf(key);
          TracedArray traced = leaf(Leaf.Kind.PARAMETER, name, array, new Storage(name));
          known.put(traced.value().id(), array);
          return traced;
        });
  }

  private TracedArray leaf(Leaf.Kind kind, String name, NDArray array, Storage storage) {
    TracedArray traced = new TracedArray(this, array, value(array), storage);
    leaves.put(traced.value().id(), new Leaf(traced.value(), kind, name, array));
    activations.spare(array);
    return traced;
  }

  private Value value(NDArray array) {
    return new Value(nextId++, array.getShape(), array.getDataType());
  }

  /** A value is read or asked about. */
  void uses(Value value) {
    activations.use(value.id());
  }

  /** The traced array behind an argument; an untraced one is a constant of the block. */
  TracedArray traced(NDArray array) {
    TracedArray traced = TracedArray.behind(array);
    if (traced == null) {
      Parameter parameter = parameterArrays.get(array);
      traced =
          parameter != null
              ? tracedParameter(parameter)
              : captured.computeIfAbsent(array, a -> TracedArray.behind(constant(a)));
    }
    uses(traced.value());
    if (!traced.isCurrent()) {
      throw new AliasedChangeException(
          "An array of shape %s is read in %s after another array that shares its memory was changed"
                  .formatted(traced.value().shape(), trail.here())
              + " in place (a view: reshape, transpose, get, ...). ONNX has no views. Use add, mul, ..."
              + " in place of addi, muli, ..., or duplicate() before the change.");
    }
    return traced;
  }

  Object[] unwrapAll(Object[] arguments) {
    return new Arguments(this).unwrapAll(arguments);
  }

  Object record(TracedArray receiver, Object target, Method method, Object[] arguments)
      throws Throwable {
    String name = method.getName();
    boolean inPlace = CHANGES_IN_PLACE.contains(name);
    String operation = inPlace ? name.substring(0, name.length() - 1) : name;
    requireMapped(operation);
    Arguments described = new Arguments(this);
    Object[] real = described.unwrapAll(arguments);
    described.describe(method, arguments);
    if (receiver != null) {
      described.prepend(traced(receiver.proxy()));
    }
    if (inPlace) {
      return change(receiver, operation, method, real, described);
    }
    Object result = Dispatch.call(method, target, real);
    if (receiver != null && result == receiver.real()) {
      return receiver.proxy();
    }
    return results(operation, result, described);
  }

  NDArray recordGet(TracedArray receiver, NDIndex index) {
    requireMapped("get");
    Arguments described = new Arguments(this);
    described.add(new Indices(this).describe(index, receiver.value().shape()));
    described.prepend(traced(receiver.proxy()));
    NDArray result =
        new Indices(this)
            .withRealArrays(
                index,
                () ->
                    receiver
                        .real()
                        .getNDArrayInternal()
                        .getIndexer(resources)
                        .get(receiver.real(), index));
    return (NDArray) results("get", result, described);
  }

  private Object change(
      TracedArray receiver, String operation, Method method, Object[] real, Arguments described)
      throws Throwable {
    if (receiver.storage().parameter() != null) {
      throw new AliasedChangeException(
          "The forward pass changes its own parameter '%s' in place (%s, in %s), so every call changes"
                  .formatted(receiver.storage().parameter(), method.getName(), trail.here())
              + " the network. Compute a new array: "
              + operation
              + " in place of "
              + method.getName()
              + ".");
    }
    // On a copy, so that data of constants and inputs that was recorded before stays what it was.
    NDArray copy = receiver.real().duplicate();
    copy.attach(resources);
    Dispatch.call(method, copy, real);
    Value changed = value(copy);
    receiver.become(copy, changed);
    keep(changed, copy, described.areKnown());
    add(operation, described, List.of(changed));
    return receiver.proxy();
  }

  private Object results(String operation, Object result, Arguments described) {
    Storage shared =
        VIEWS.contains(operation) && described.firstArray() != null
            ? described.firstArray().storage()
            : null;
    boolean isKnown = described.areKnown() || SHAPE_ONLY.contains(operation);
    List<Value> values = new ArrayList<>();
    Object wrapped;
    if (result instanceof NDArray array) {
      wrapped = result(array, shared, values, isKnown);
    } else if (result instanceof NDList list) {
      NDList proxies = new NDList(list.size());
      for (NDArray array : list) {
        proxies.add(result(array, shared, values, isKnown));
      }
      wrapped = proxies;
    } else {
      throw unmapped(operation, "its result is neither an array nor a list of arrays");
    }
    add(operation, described, values);
    return wrapped;
  }

  private void add(String operation, Arguments described, List<Value> results) {
    operations.add(new RecordedOperation(operation, described.list(), results, trail.here()));
    activations.endOperation();
  }

  private NDArray result(NDArray array, Storage shared, List<Value> values, boolean isKnown) {
    Value value = value(array);
    values.add(value);
    keep(value, array, isKnown);
    return new TracedArray(this, array, value, shared == null ? new Storage(null) : shared).proxy();
  }

  private void keep(Value value, NDArray array, boolean isKnown) {
    if (isKnown) {
      known.put(value.id(), array);
      activations.spare(array);
    } else {
      activations.hold(value.id(), array);
    }
  }

  /** The recording, with the values of the block's outputs. Frees what only the run needed. */
  Recording finish(NDList outputs) {
    List<Value> values = new ArrayList<>();
    for (NDArray output : outputs) {
      values.add(traced(output).value());
    }
    activations.freeAll();
    return new Recording(operations, leaves, known, values, activations.lastUses(), resources);
  }

  boolean isKnown(Value value) {
    return known.containsKey(value.id());
  }

  private void requireMapped(String operation) {
    if (!mapped.contains(operation)) {
      throw unmapped(operation, "no mapping is registered under its name");
    }
  }

  OnnxExportException unmapped(String operation, String reason) {
    return new UnmappedOperationException(
        ("The operation '%s' in %s cannot be written as ONNX: %s. Add a mapping with"
                + " OnnxExporter.mapping(\"%s\", ...), or in"
                + " dev.counterpoint.onnx.mapping.StandardMappings for everybody.")
            .formatted(operation, trail.here(), reason, operation));
  }

  OnnxExportException escaped(Value value, String name) {
    boolean isOperand =
        StackWalker.getInstance()
            .walk(frames -> frames.anyMatch(f -> f.getMethodName().equals("from")));
    String remedy =
        isOperand
            ? "A constant array is the receiver of the operation (constant.mul(x)); write x.mul(constant),"
                + " so that the trace sees it."
            : "Compute with arrays (where, gather, sum, ...) in place of Java numbers.";
    return new EscapedValueException(
        "%s in %s takes the values of an array of shape %s out of the trace. What Java computes from"
                .formatted(name, trail.here(), value.shape())
            + " them would be fixed in the exported model for every input. "
            + remedy);
  }

  OnnxExportException dataDependent(Value value, String name) {
    return new DataDependentShapeException(
        "%s in %s, on an array of shape %s, gives a result whose shape depends on the values of the"
                .formatted(name, trail.here(), value.shape())
            + " input. Use where(condition, a, b) or multiply by a mask, which keep the shape.");
  }

  OnnxExportException invalidStep(long step) {
    return new UnmappedOperationException(
        "The slice in %s has step %d; the engine cannot compute it. Use flip(axis) and a positive step."
            .formatted(trail.here(), step));
  }
}
