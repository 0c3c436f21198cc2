package dev.counterpoint.models.pretrained;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.safetensors.SafetensorsFile;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.models.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * The weights of a published CLIP model with a ViT image tower (Radford et al. 2021), to start
 * towers of ours from.
 *
 * <p>Strict: every parameter of a tower comes from a tensor of its shape, and every tensor of that
 * tower in the file goes into one; a model with more layers than the tower does not fit. Numbers
 * may be of 32 or 16 bits and become 32.
 *
 * <p>What a file does not say is its activation: OpenAI's models have the sigmoid approximation of
 * GELU (encoders {@code vit-b-32-quickgelu} and {@code text-clip-quickgelu}), those of LAION the
 * exact one ({@code vit-b-32} and {@code text-clip}).
 */
public final class ClipWeights {

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
   * @throws UnknownLayoutException if its names are not known
   */
  public static ClipWeights of(String where, SafetensorsFile file) {
    for (ClipLayout layout : ClipLayout.values()) {
      if (file.find(layout.sign()).isPresent()) {
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
   * @throws WeightsDoNotFitException if names or shapes differ; nothing is changed then
   */
  public void loadImage(Network network, String encoder, String projection) {
    List<Filling> fillings = tower(network, encoder, ClipLayout.Tower.IMAGE, layout.image());
    if (projection != null) {
      fillings.add(filling(network, projection, layout.imageProjection()));
    }
    fill(fillings, ClipLayout.Tower.IMAGE, projection == null);
  }

  /**
   * Gives a text tower its weights, its projection included.
   *
   * @param encoder name of the block in the network: a text transformer
   * @throws WeightsDoNotFitException if names or shapes differ; nothing is changed then
   */
  public void loadText(Network network, String encoder) {
    fill(
        tower(network, encoder, ClipLayout.Tower.TEXT, layout.text()),
        ClipLayout.Tower.TEXT,
        false);
  }

  /** One over the temperature that the model was trained to, if the file has it. */
  public OptionalDouble logitScale() {
    return file.find(ClipLayout.LOGIT_SCALE)
        .map(tensor -> OptionalDouble.of(Math.exp(Numbers.of(tensor, where)[0])))
        .orElse(OptionalDouble.empty());
  }

  /** What one parameter becomes. */
  private record Filling(Parameter parameter, float[] values, List<String> tensors) {}

  private List<Filling> tower(
      Network network, String block, ClipLayout.Tower tower, List<Piece> outside) {
    List<Filling> fillings = new ArrayList<>();
    for (Piece piece : outside) {
      fillings.add(filling(network, block, piece));
    }
    Map<Integer, String> layers = layers(network, block);
    layers.forEach(
        (index, prefix) -> {
          for (Piece piece : layout.layer(tower, index)) {
            String name = prefix + piece.parameter();
            fillings.add(filling(network, block, new Piece(name, piece.form(), piece.tensors())));
          }
        });
    Set<String> filled = new HashSet<>();
    fillings.forEach(filling -> filled.add(filling.parameter().getId()));
    network
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (name.startsWith(block + "/") && !filled.contains(parameter.getId())) {
                throw new WeightsDoNotFitException(
                    where,
                    "nothing in it is our parameter " + name,
                    "Take an encoder of CLIP's form: vit-b-32 and text-clip, or their -quickgelu.");
              }
            });
    return fillings;
  }

  /** Names of the layers' parameters up to the name of a layer's own: {@code 01layer_}. */
  private static Map<Integer, String> layers(Network network, String block) {
    Map<Integer, String> layers = new TreeMap<>();
    for (String name : network.parameters().keySet()) {
      String own = name.startsWith(block + "/") ? name.substring(block.length() + 1) : "";
      int end = own.indexOf("layer_");
      if (end > 0) {
        layers.put(Integer.parseInt(own.substring(0, end)) - 1, own.substring(0, end + 6));
      }
    }
    return layers;
  }

  private Filling filling(Network network, String block, Piece piece) {
    String name = block + "/" + piece.parameter();
    Parameter parameter = network.parameters().get(name);
    if (parameter == null) {
      throw new WeightsDoNotFitException(
          where,
          "its tensor %s has no place: there is no parameter %s".formatted(piece.tensors(), name),
          "Take an encoder of CLIP's form: vit-b-32 and text-clip, or their -quickgelu.");
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
                          "The file is of a smaller model, or not whole.")));
    }
    return new Filling(
        parameter, values(piece, tensors, parameter.getArray().getShape()), piece.tensors());
  }

  private float[] values(Piece piece, List<TensorEntry> tensors, Shape expected) {
    TensorEntry first = tensors.get(0);
    long[] shape = first.shape();
    for (TensorEntry other : tensors) {
      if (!Arrays.equals(shape, other.shape())) {
        throw new WeightsDoNotFitException(
            where, "%s and %s differ in shape".formatted(first, other), "");
      }
    }
    long[] found =
        switch (piece.form()) {
          case AS_IS -> shape;
          case TRANSPOSED -> shape.length == 2 ? new long[] {shape[1], shape[0]} : shape;
          case STACKED -> {
            long[] tall = shape.clone();
            tall[0] *= tensors.size();
            yield tall;
          }
        };
    if (!Arrays.equals(found, expected.getShape())) {
      throw new WeightsDoNotFitException(
          where,
          "%s as %s: expected %s, found %s"
              .formatted(
                  piece.tensors().get(0), piece.parameter(), expected, Arrays.toString(found)),
          "The sizes of the recipe must be the model's: text.length, text.features, embedding,"
              + " data.side and the tokenizer's vocabulary among them.");
    }
    if (piece.form() == Piece.Form.TRANSPOSED) {
      return transposed(Numbers.of(first, where), (int) shape[0], (int) shape[1]);
    }
    float[] values = new float[Math.toIntExact(expected.size())];
    int at = 0;
    for (TensorEntry tensor : tensors) {
      float[] part = Numbers.of(tensor, where);
      System.arraycopy(part, 0, values, at, part.length);
      at += part.length;
    }
    return values;
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] result = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = values[row * columns + column];
      }
    }
    return result;
  }

  /** Changes the parameters once all is known to fit and nothing is left over. */
  private void fill(List<Filling> fillings, ClipLayout.Tower tower, boolean withoutProjection) {
    Set<String> used = new HashSet<>();
    fillings.forEach(filling -> used.addAll(filling.tensors()));
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
    fillings.forEach(filling -> filling.parameter().getArray().set(filling.values()));
  }
}
