package dev.counterpoint.models.pretrained;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.SymbolBlock;
import ai.djl.nn.core.Linear;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.ParameterStore;
import ai.djl.translate.NoopTranslator;
import java.io.IOException;
import java.util.List;

/**
 * An image model of DJL's model zoo, or of any repository or folder that DJL loads models from, as
 * an image encoder: without its classification layer, where that can be told.
 *
 * <p>The block has its values, so that a network takes it in as it is; it may be trained further or
 * frozen. A model of the engine's own format (TorchScript) is a closed box: it can only be frozen,
 * and its result is the features, whatever it stands for.
 *
 * @param block from {@code (N, C, H, W)} float32 to {@code (N, features)}, initialised
 * @param features width of the result
 * @param frozenOnly whether it cannot be trained
 * @param whole whether no classification layer was taken off
 */
public record ZooEncoder(Block block, int features, boolean frozenOnly, boolean whole) {

  /**
   * Loads a model, by the network if its address says so and DJL's cache does not have it.
   *
   * @param address a folder, a {@code file:}, {@code https:} or {@code djl:} URL: a repository, or
   *     a model alone
   * @param artifact which model of a repository: {@code resnet}, {@code ai.djl.zoo:resnet}; null
   *     for the only one
   * @param pictures the shape that it will see, {@code (N, C, H, W)}
   * @param owner of the model; it is closed with it
   * @throws ZooModelException if there is no such model, it cannot be loaded, or it does not map
   *     such pictures to rows
   */
  public static ZooEncoder load(String address, String artifact, Shape pictures, NDManager owner) {
    String name = artifact == null ? address : address + "#" + artifact;
    ZooModel<NDList, NDList> model = model(name, address, artifact, owner);
    owner.attachInternal("zoo model " + name, model);
    Block block = model.getBlock();
    boolean closed = block instanceof SymbolBlock;
    boolean cut = !closed && takeOffClassifier(block);
    return new ZooEncoder(block, features(name, block, pictures, owner), closed, !cut);
  }

  private static ZooModel<NDList, NDList> model(
      String name, String address, String artifact, NDManager owner) {
    Criteria.Builder<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optModelUrls(address)
            .optTranslator(new NoopTranslator())
            .optEngine(owner.getEngine().getEngineName())
            .optDevice(owner.getDevice());
    if (artifact != null) {
      criteria.optArtifactId(artifact);
    }
    try {
      return criteria.build().loadModel();
    } catch (ModelNotFoundException e) {
      throw ZooModelException.notFound(name, e);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      throw ZooModelException.notLoaded(name, e);
    }
  }

  /**
   * Takes off the last linear layer and what comes after it without parameters, such as a softmax.
   * Layers before it stay, if they have parameters: features must come from somewhere.
   */
  private static boolean takeOffClassifier(Block block) {
    if (!(block instanceof SequentialBlock sequence)) {
      return false;
    }
    List<Block> parts = sequence.getChildren().values();
    int last = parts.size() - 1;
    while (last >= 0 && parts.get(last).getParameters().isEmpty()) {
      last--;
    }
    boolean learnedBefore =
        parts.subList(0, Math.max(0, last)).stream()
            .anyMatch(part -> !part.getParameters().isEmpty());
    if (last < 0 || !learnedBefore) {
      return false;
    }
    if (!(parts.get(last) instanceof Linear)) {
      return takeOffClassifier(parts.get(last));
    }
    for (int part = parts.size() - 1; part >= last; part--) {
      sequence.removeLastBlock();
    }
    return true;
  }

  /** Tries the block, for its own word on shapes says nothing of what the engine refuses. */
  private static int features(String name, Block block, Shape pictures, NDManager owner) {
    Shape two = new Shape(2).addAll(pictures.slice(1));
    try (NDManager scope = owner.newSubManager()) {
      ParameterStore store = new ParameterStore(scope, false);
      NDList results = block.forward(store, new NDList(scope.ones(two)), false);
      results.attach(scope);
      List<Shape> shapes = results.stream().map(NDArray::getShape).toList();
      if (shapes.size() != 1 || shapes.get(0).dimension() != 2 || shapes.get(0).get(0) != 2) {
        throw ZooModelException.otherResult(name, two, shapes);
      }
      return Math.toIntExact(shapes.get(0).get(1));
    } catch (ZooModelException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ZooModelException.refused(name, two, e);
    }
  }
}
