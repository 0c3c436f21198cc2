package dev.counterpoint.models.pretrained;

import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.safetensors.SafetensorsFile;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.models.network.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weights of a published CLIP model with a ViT image tower (Radford et al. 2021), to start
 * towers of ours from.
 *
 * <p>Strict: every parameter of a tower comes from a tensor of its shape, and every tensor of that
 * tower in the file goes into one; a model with more layers than the tower does not fit. Numbers
 * may be of 32 or 16 bits and become 32; each is looked at, and all of a tower are known to fit
 * before the first parameter changes. Beside the file one parameter at a time is in memory.
 *
 * <p>What a file does not say is its activation: OpenAI's models have the sigmoid approximation of
 * GELU (encoders {@code vit-b-32-quickgelu} and {@code text-clip-quickgelu}), those of LAION the
 * exact one ({@code vit-b-32} and {@code text-clip}). Nor does it say how many heads there are;
 * CLIP has 64 numbers a head.
 */
public final class ClipWeights {

  private static final String FORM =
      "Take an encoder of CLIP's form: vit-b-32 with image.features 768 and text-clip, or their"
          + " -quickgelu.";

  /** A parameter of a layer: {@code 01layer_qkvWeight}. */
  private static final Pattern LAYER = Pattern.compile("((\\d+)layer_).*");

  private final String where;
  private final SafetensorsFile file;
  private final ClipLayout layout;

  private ClipWeights(String where, SafetensorsFile file, ClipLayout layout) {
    this.where = where;
    this.file = file;
    this.layout = layout;
  }

  /**
   * Recognises the layout.
   *
   * @param where the file, for errors
   * @param file of both towers or of one
   * @throws UnknownLayoutException if its names are not known
   */
  public static ClipWeights of(String where, SafetensorsFile file) {
    for (ClipLayout layout : ClipLayout.values()) {
      if (layout.signs().stream().anyMatch(sign -> file.find(sign).isPresent())) {
        return new ClipWeights(where, file, layout);
      }
    }
    throw new UnknownLayoutException(
        where, file.entries().stream().limit(5).map(TensorEntry::name).toList());
  }

  /** How the file names its tensors. */
  public ClipLayout layout() {
    return layout;
  }

  /**
   * Gives an image tower its weights.
   *
   * @param encoder name of the block in the network: a vision transformer as wide as its features
   * @param projection name of the block after it, a linear layer without bias; null to leave it
   * @throws WeightsDoNotFitException if names, shapes or numbers are not right; nothing is changed
   *     then
   */
  public void loadImage(Network network, String encoder, String projection) {
    List<Filling> fillings = tower(network, encoder, ClipLayout.Tower.IMAGE, layout.image());
    if (projection != null) {
      fillings.add(filling(network, projection, layout.imageProjection()));
      requireAllFilled(network, projection, fillings);
    }
    fill(fillings, ClipLayout.Tower.IMAGE, projection == null);
  }

  /**
   * Gives a text tower its weights, its projection included.
   *
   * @param encoder name of the block in the network: a text transformer
   * @throws WeightsDoNotFitException if names, shapes or numbers are not right; nothing is changed
   *     then
   */
  public void loadText(Network network, String encoder) {
    fill(
        tower(network, encoder, ClipLayout.Tower.TEXT, layout.text()),
        ClipLayout.Tower.TEXT,
        false);
  }

  /**
   * One over the temperature that the model was trained to, if the file has it.
   *
   * @throws WeightsDoNotFitException if it is not a single number
   */
  public OptionalDouble logitScale() {
    TensorEntry tensor = file.find(ClipLayout.LOGIT_SCALE).orElse(null);
    if (tensor == null) {
      return OptionalDouble.empty();
    }
    Numbers.check(tensor, where);
    float[] logarithm = Numbers.of(tensor);
    if (logarithm.length != 1 || !Float.isFinite((float) Math.exp(logarithm[0]))) {
      throw new WeightsDoNotFitException(
          where,
          "%s: expected one number, the logarithm of a scale such as 100".formatted(tensor),
          "The file is damaged, or of another kind.");
    }
    return OptionalDouble.of(Math.exp(logarithm[0]));
  }

  private List<Filling> tower(
      Network network, String block, ClipLayout.Tower tower, List<Piece> outside) {
    List<Filling> fillings = new ArrayList<>();
    for (Piece piece : outside) {
      fillings.add(filling(network, block, piece));
    }
    int index = 0;
    for (String prefix : layers(network, block)) {
      for (Piece piece : layout.layer(tower, index)) {
        String name = prefix + piece.parameter();
        fillings.add(filling(network, block, new Piece(name, piece.form(), piece.tensors())));
      }
      index++;
    }
    requireAllFilled(network, block, fillings);
    return fillings;
  }

  private void requireAllFilled(Network network, String block, List<Filling> fillings) {
    Set<String> filled = new HashSet<>();
    fillings.forEach(filling -> filled.add(filling.name()));
    for (String name : network.parameters().keySet()) {
      if (name.startsWith(block + "/") && !filled.contains(name)) {
        throw new WeightsDoNotFitException(where, "nothing in it is our parameter " + name, FORM);
      }
    }
  }

  /** What the names of the layers' parameters begin with, in the order of the layers. */
  private static Iterable<String> layers(Network network, String block) {
    TreeMap<Integer, String> layers = new TreeMap<>();
    for (String name : network.parameters().keySet()) {
      String own = name.startsWith(block + "/") ? name.substring(block.length() + 1) : "";
      Matcher layer = LAYER.matcher(own);
      if (layer.matches()) {
        layers.put(Integer.parseInt(layer.group(2)), layer.group(1));
      }
    }
    return layers.values();
  }

  private Filling filling(Network network, String block, Piece piece) {
    String name = block + "/" + piece.parameter();
    Parameter parameter = network.parameters().get(name);
    if (parameter == null) {
      throw new WeightsDoNotFitException(
          where,
          "its tensor %s has no place: there is no parameter %s"
              .formatted(String.join(", ", piece.tensors()), name),
          FORM);
    }
    List<TensorEntry> tensors = new ArrayList<>();
    for (String tensor : piece.tensors()) {
      tensors.add(
          file.find(tensor)
              .orElseThrow(
                  () ->
                      new WeightsDoNotFitException(
                          where,
                          "there is no tensor %s, which %s is made of".formatted(tensor, name),
                          "The file is of a smaller model or of another kind, or not whole.")));
    }
    return new Filling(name, parameter, piece, tensors);
  }

  /** Changes the parameters once all is known to fit and nothing is left over. */
  private void fill(List<Filling> fillings, ClipLayout.Tower tower, boolean withoutProjection) {
    Set<String> used = new HashSet<>();
    fillings.forEach(filling -> used.addAll(filling.piece().tensors()));
    if (withoutProjection) {
      used.addAll(layout.imageProjection().tensors());
    }
    for (TensorEntry tensor : file.entries()) {
      String name = tensor.name();
      boolean ours = !name.equals(ClipLayout.LOGIT_SCALE) && layout.towerOf(name) == tower;
      if (ours && !used.contains(name) && !layout.ignores(name)) {
        throw new WeightsDoNotFitException(
            where,
            "its %s has a tensor %s that ours has no place for".formatted(layout.text(tower), name),
            "The file is of a larger model, or of another kind.");
      }
    }
    fillings.forEach(filling -> filling.check(where));
    fillings.forEach(Filling::fill);
  }
}
