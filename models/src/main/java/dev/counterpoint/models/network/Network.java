package dev.counterpoint.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Named blocks with their parameters, on one device. Every parameter has one name in checkpoints,
 * optimizer state and error texts: {@code image-encoder/01Conv2d_weight}.
 */
public final class Network implements AutoCloseable {

  private final NDManager manager;
  private final ParameterStore store;
  private final RandomAddress initialization;
  private final Map<String, Block> blocks = new LinkedHashMap<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Set<String> frozen = new HashSet<>();

  /**
   * An empty network.
   *
   * @param parent owner; a child of it holds the parameters until {@link #close}
   * @param initialization where the first values come from; each block uses its name below it
   */
  public Network(NDManager parent, RandomAddress initialization) {
    this.manager = parent.newSubManager();
    this.store = new ParameterStore(manager, false);
    this.initialization = initialization;
  }

  /**
   * Initialises a block and takes it in. Parameters that have values already, as those of a
   * pre-trained block, keep them and belong to this network from now on.
   *
   * @param name unique here
   * @param example shapes of the inputs, batch axis included
   * @return shapes of its results for one example
   * @throws IllegalArgumentException if the name is taken
   */
  public Shape[] add(String name, Block block, Shape... example) {
    if (blocks.putIfAbsent(name, block) != null) {
      throw new IllegalArgumentException("the network has a block '" + name + "' already");
    }
    Set<Parameter> pretrained = pretrained(block);
    Shape[] one = ofOne(example);
    if (!block.isInitialized()) {
      block.initialize(manager, DataType.FLOAT32, one);
    }
    RandomAddress address = initialization.purpose(name);
    Initialization firstValues = new Initialization(block);
    block
        .getParameters()
        .forEach(
            entry -> {
              Parameter parameter = entry.getValue();
              if (pretrained.contains(parameter)) {
                parameter.getArray().attach(manager);
              } else {
                firstValues.fill(parameter, address.purpose(entry.getKey()));
              }
              if (parameter.requiresGradient()) {
                parameter.getArray().setRequiresGradient(true);
              }
              parameters.put(name + "/" + entry.getKey(), parameter);
            });
    return block.getOutputShapes(one);
  }

  private static Set<Parameter> pretrained(Block block) {
    Set<Parameter> initialized = Collections.newSetFromMap(new IdentityHashMap<>());
    block.getParameters().values().stream()
        .filter(Parameter::isInitialized)
        .forEach(initialized::add);
    return initialized;
  }

  /** DJL asks lambdas for the shape of their result by running them: one example is enough. */
  private static Shape[] ofOne(Shape[] batch) {
    return Arrays.stream(batch)
        .map(shape -> new Shape(1).addAll(shape.slice(1)))
        .toArray(Shape[]::new);
  }

  /**
   * Runs one block.
   *
   * @param training whether BatchNorm uses the batch's statistics and dropout is on; a block that
   *     is frozen runs as in evaluation all the same
   * @throws IllegalArgumentException if there is no block of this name
   */
  public NDArray forward(String name, NDArray input, boolean training) {
    Block block = require(name);
    boolean asFrozen = training && frozen.contains(name);
    if (!asFrozen || input.hasGradient()) {
      return block.forward(store, new NDList(input), training && !asFrozen).singletonOrThrow();
    }
    // Nothing here has a gradient, so nothing waits for the backward pass: what is computed on the
    // way ends now, and not with the step.
    try (NDScope way = new NDScope()) {
      way.suppressNotUsedWarning();
      NDArray result = block.forward(store, new NDList(input), false).singletonOrThrow();
      NDScope.unregister(result);
      return result;
    }
  }

  /**
   * Runs one block that takes several inputs.
   *
   * @param training as in {@link #forward(String, NDArray, boolean)}
   * @throws IllegalArgumentException if there is no block of this name
   */
  public NDArray forward(String name, NDList inputs, boolean training) {
    Block block = require(name);
    return block.forward(store, inputs, training && !frozen.contains(name)).singletonOrThrow();
  }

  /**
   * Runs one block that takes several inputs, in evaluation and with its parameters as constants:
   * gradients reach the inputs and no parameter.
   *
   * @throws IllegalArgumentException if there is no block of this name
   */
  public NDArray forwardAsConstant(String name, NDList inputs) {
    ParameterStore constants = new ConstantParameters(inputs.head().getManager());
    return require(name).forward(constants, inputs, false).singletonOrThrow();
  }

  /**
   * Keeps a block as it is: its parameters have no gradient from now on, and it runs as in
   * evaluation, so that BatchNorm neither uses nor learns statistics and dropout is off
   * (locked-image tuning: Zhai et al. 2022, "LiT: Zero-Shot Transfer with Locked-image text
   * Tuning"). To be called before the optimizer is made of {@link #trainable}.
   *
   * @throws IllegalArgumentException if there is no block of this name
   */
  public void freeze(String name) {
    require(name).getParameters().values().forEach(parameter -> parameter.freeze(true));
    frozen.add(name);
  }

  /** The blocks by name that training changes, in the order in which they came. */
  public Map<String, Block> trainableBlocks() {
    Map<String, Block> trainable = new LinkedHashMap<>(blocks);
    trainable.keySet().removeAll(frozen);
    return trainable;
  }

  private Block require(String name) {
    Block block = blocks.get(name);
    if (block == null) {
      throw new IllegalArgumentException(
          "the network has no block '" + name + "', only " + blocks.keySet());
    }
    return block;
  }

  /** All parameters by name, running statistics included, in a fixed order. */
  public Map<String, Parameter> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /** The parameters that training changes by gradient, in a fixed order. */
  public Map<String, Parameter> trainable() {
    Map<String, Parameter> trainable = new LinkedHashMap<>(parameters);
    trainable.values().removeIf(parameter -> !parameter.requiresGradient());
    return trainable;
  }

  /** A block by name, or null. */
  public Block block(String name) {
    return blocks.get(name);
  }

  /** Owner of the parameters. */
  public NDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    manager.close();
  }
}
