package dev.counterpoint.onnx.trace;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells in which block of a network an operation happens. Blocks do not announce themselves, so the
 * call stack (classes of the blocks that are running) is laid over the tree of blocks, in order:
 * parameters fix the place exactly, equal neighbours without parameters are told apart by the code
 * that they run or by its repetition.
 */
final class BlockTrail {

  private final StackWalker walker =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private final List<Place> places = new ArrayList<>();
  private final Map<Parameter, Place> owners = new IdentityHashMap<>();
  private final Map<Parameter, String> names = new IdentityHashMap<>();
  private final Set<List<String>> seen = new HashSet<>();
  private Place current;
  private String lambda = "";

  private record Place(int order, String path, Block block, List<Place> children) {}

  private record Stack(List<Class<?>> blocks, String lambda, List<String> code) {}

  BlockTrail(Block root) {
    current = place(root, name(root.getClass()));
    for (Pair<String, Parameter> parameter : root.getParameters()) {
      names.putIfAbsent(parameter.getValue(), parameter.getKey());
    }
  }

  private Place place(Block block, String path) {
    Place place = new Place(places.size(), path, block, new ArrayList<>());
    places.add(place);
    for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
      owners.putIfAbsent(parameter.getValue(), place);
    }
    for (Pair<String, Block> child : block.getChildren()) {
      place.children().add(place(child.getValue(), path + "/" + child.getKey()));
    }
    return place;
  }

  private static String name(Class<?> type) {
    return type.getSimpleName().isEmpty()
        ? type.getSuperclass().getSimpleName()
        : type.getSimpleName();
  }

  /** The key of a parameter in the root's {@code getParameters()}, or its own name. */
  String nameOf(Parameter parameter) {
    return names.getOrDefault(parameter, parameter.getName());
  }

  Set<Parameter> parameters() {
    return names.keySet();
  }

  /** A parameter is read: the block that owns it is running. */
  void reads(Parameter parameter) {
    Place owner = owners.get(parameter);
    if (owner != null) {
      moveTo(owner, stack());
    }
  }

  /** The path of the block that is running, for example {@code SequentialBlock/03Lambda}. */
  String here() {
    Stack stack = stack();
    if (stack.blocks().isEmpty()) {
      return current.path();
    }
    List<Place> candidates = new ArrayList<>();
    match(places.get(0), stack.blocks(), 0, candidates);
    if (candidates.isEmpty()) {
      // A block that is not registered as a child of the one that runs it.
      return current.path() + " (" + name(stack.blocks().get(stack.blocks().size() - 1)) + ")";
    }
    boolean stays =
        candidates.contains(current)
            && stack.lambda().equals(lambda)
            && !seen.contains(stack.code());
    if (stays) {
      seen.add(stack.code());
    } else {
      int least = candidates.contains(current) && !lambda.isEmpty() ? 1 : 0;
      if (seen.contains(stack.code())) {
        least = 1;
      }
      moveTo(firstFrom(candidates, current.order() + least), stack);
    }
    return current.path();
  }

  private Place firstFrom(List<Place> candidates, int order) {
    for (Place candidate : candidates) {
      if (candidate.order() >= order) {
        return candidate;
      }
    }
    return candidates.contains(current) ? current : candidates.get(0);
  }

  private void moveTo(Place place, Stack stack) {
    if (place != current) {
      seen.clear();
    }
    current = place;
    lambda = stack.lambda();
    seen.add(stack.code());
  }

  private void match(Place place, List<Class<?>> blocks, int index, List<Place> found) {
    if (!blocks.get(index).isInstance(place.block())) {
      return;
    }
    if (index == blocks.size() - 1) {
      if (!found.contains(place)) {
        found.add(place);
      }
      return;
    }
    // The next frame is the same block's superclass, or a child.
    match(place, blocks, index + 1, found);
    for (Place child : place.children()) {
      match(child, blocks, index + 1, found);
    }
  }

  private Stack stack() {
    List<Class<?>> blocks = new ArrayList<>();
    List<String> code = new ArrayList<>();
    String[] firstLambda = {""};
    walker.forEach(
        frame -> {
          Class<?> type = frame.getDeclaringClass();
          boolean isForward =
              Block.class.isAssignableFrom(type) && frame.getMethodName().equals("forwardInternal");
          if (isForward) {
            if (type == LambdaBlock.class && blocks.isEmpty() && !code.isEmpty()) {
              firstLambda[0] = lambdaCode(code);
            }
            blocks.add(0, type);
          }
          if (!type.getName().startsWith("dev.counterpoint.onnx.trace.")) {
            code.add(type.getName() + "." + frame.getMethodName() + ":" + frame.getByteCodeIndex());
          }
        });
    return new Stack(blocks, firstLambda[0], code);
  }

  private static String lambdaCode(List<String> code) {
    for (int i = code.size() - 1; i >= 0; i--) {
      String frame = code.get(i);
      if (!frame.startsWith(LambdaBlock.class.getName()) && !frame.startsWith("java.")) {
        return frame.substring(0, frame.lastIndexOf(':'));
      }
    }
    return "";
  }
}
