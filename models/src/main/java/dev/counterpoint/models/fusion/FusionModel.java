package dev.counterpoint.models.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.encoder.ChannelsLast;
import dev.counterpoint.models.fusion.head.FusionHead;
import dev.counterpoint.models.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A classifier of examples with M modalities: an encoder for each, a head that fuses their
 * features, and a linear classifier of each modality's features alone. Methods differ in what of it
 * they train, and how; the parts and their names are the same for all, so that trained parts can be
 * carried over.
 */
public final class FusionModel {

  /** Name of the head's combination in the network. */
  public static final String COMBINATION = "fusion-combination";

  private static final String ENCODER = "-encoder";
  private static final String CLASSIFIER = "-classifier";
  private static final String PROJECTION = "-projection";

  private final Network network;
  private final List<Tower> towers;
  private final List<Long> widths = new ArrayList<>();
  private final int classes;

  /**
   * An encoder of one modality.
   *
   * @param modality its name in batches
   * @param encoder from batches of the modality to {@code (N, F)}; F may differ between modalities
   * @param example shape of a batch of the modality, {@code (N, ...)}
   */
  public record Tower(String modality, Block encoder, Shape example) {}

  /**
   * Puts the blocks together.
   *
   * @param network empty; closed with the learner that is made of this
   * @param towers one for each modality, at least one
   * @param classes C, at least 2
   */
  public FusionModel(Network network, List<Tower> towers, FusionHead head, int classes) {
    this.network = network;
    this.towers = List.copyOf(towers);
    this.classes = classes;
    List<Shape> projected = new ArrayList<>();
    for (Tower tower : towers) {
      Shape features = network.add(tower.modality() + ENCODER, tower.encoder(), tower.example())[0];
      widths.add(features.get(1));
      Block classifier = Linear.builder().setUnits(classes).build();
      network.add(tower.modality() + CLASSIFIER, classifier, features);
      Block projection = head.projection();
      projected.add(network.add(tower.modality() + PROJECTION, projection, features)[0]);
    }
    network.add(COMBINATION, head.combination(), projected.toArray(new Shape[0]));
  }

  /** All parameters. */
  public Network network() {
    return network;
  }

  /** Names of the modalities, in their order. */
  public List<String> modalities() {
    return towers.stream().map(Tower::modality).toList();
  }

  /** Number of classes, C. */
  public int classes() {
    return classes;
  }

  /** Name of a modality's encoder in the network. */
  public String encoder(int modality) {
    return towers.get(modality).modality() + ENCODER;
  }

  /** Name of the classifier that reads a modality's features alone. */
  public String classifier(int modality) {
    return towers.get(modality).modality() + CLASSIFIER;
  }

  /** Name of a modality's projection, the head's part that is its own. */
  public String projection(int modality) {
    return towers.get(modality).modality() + PROJECTION;
  }

  /**
   * Names of the blocks that training on one modality alone trains: its encoder and its classifier.
   * A model whose modality has the same name, encoder and classes can take their parameters over.
   */
  public List<String> partsOf(int modality) {
    return List.of(encoder(modality), classifier(modality));
  }

  /** Width F of a modality's features. */
  public long features(int modality) {
    return widths.get(modality);
  }

  /** A modality's features, {@code (N, F)}. */
  public NDArray encode(int modality, Batch batch, boolean training) {
    NDArray examples = ChannelsLast.of(batch.get(towers.get(modality).modality()));
    return network.forward(encoder(modality), examples, training);
  }

  /** A modality's projection of its features, {@code (N, P)}. */
  public NDArray project(int modality, NDArray features, boolean training) {
    return network.forward(projection(modality), features, training);
  }

  /** Scores of a modality's own classifier, {@code (N, C)}. */
  public NDArray classify(int modality, NDArray features, boolean training) {
    return network.forward(classifier(modality), features, training);
  }

  /**
   * Scores of the head.
   *
   * @param projected one of each modality, leading axes broadcast
   * @return {@code (..., C)}
   */
  public NDArray combine(NDList projected, boolean training) {
    return network.forward(COMBINATION, projected, training);
  }

  /**
   * Scores of the head, in evaluation and with the parameters of its combination as constants:
   * gradients reach the projections only.
   *
   * @param projected one of each modality, leading axes broadcast
   * @return {@code (..., C)}
   */
  public NDArray combineAsConstant(NDList projected) {
    return network.forwardAsConstant(COMBINATION, projected);
  }

  /** A forward pass over a batch, computed as far as it is asked for. */
  public FusionPass pass(Batch batch, boolean training) {
    return new FusionPass(this, batch, training);
  }
}
