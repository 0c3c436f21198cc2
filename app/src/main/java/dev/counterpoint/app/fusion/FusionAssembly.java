package dev.counterpoint.app.fusion;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.app.recipe.Balance;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.Storage;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.features.FeatureEncoders;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextShape;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.ConcatenationHead;
import dev.counterpoint.models.fusion.head.CosineHead;
import dev.counterpoint.models.fusion.head.FusionHead;
import dev.counterpoint.models.fusion.head.GatedHead;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * From a recipe and a seed to the parts of a fusion.
 *
 * @param recipe what to train and how
 * @param root of the run's randomness
 */
public record FusionAssembly(FusionRecipe recipe, RandomAddress root) {

  private static final int VECTOR = 1;
  private static final int SEQUENCE = 2;
  private static final int PICTURE = 3;

  /** The model, with first values from the seed; the same for all methods of one seed. */
  public FusionModel model(FusionInput input, NDManager manager) {
    List<FusionModel.Tower> towers = new ArrayList<>();
    for (ModalityArray array : input.data().train().arrays()) {
      towers.add(tower(array, input));
    }
    Network network = new Network(manager, root.purpose("initialization"));
    int classes = input.data().classes().size();
    return new FusionModel(network, towers, head(towers.size(), classes), classes);
  }

  /** The method. */
  public Balancer balancer(FusionInput input) {
    List<String> names = input.data().modalities().stream().map(m -> m.name()).toList();
    return Balancers.of(recipe.balance(), names, root.purpose("balance"));
  }

  /**
   * Checks that there are examples for at least one batch.
   *
   * @throws RecipeException if a batch is larger than the training part
   */
  public void requireBatches(FusionInput input) {
    int examples = input.data().train().size();
    if (recipe.training().batchSize() > examples) {
      throw new RecipeException(
          "recipe value training.batchSize: expected at most the %d training examples, found %d"
              .formatted(examples, recipe.training().batchSize()),
          "The nearest valid value is " + examples + ".");
    }
  }

  private FusionModel.Tower tower(ModalityArray array, FusionInput input) {
    String name = array.modality().name();
    List<Long> sides = array.modality().shape();
    long[] shape = new long[sides.size() + 1];
    shape[0] = recipe.training().batchSize();
    for (int i = 1; i < shape.length; i++) {
      shape[i] = sides.get(i - 1);
    }
    FusionRecipe.Encoding encoders = recipe.encoders();
    int features = encoders.features();
    Block encoder;
    if (array.storage() == Storage.IDS) {
      TextShape rows = input.text().get(name);
      if (rows == null) {
        throw new RecipeException(
            "modality %s holds whole numbers, and nothing says what tokens they are"
                .formatted(name),
            "Save it as float32, or leave it out of data.features.modalities.");
      }
      encoder = TextEncoders.create(encoders.text(), rows, features, encoders.pooling());
    } else {
      encoder =
          switch (sides.size()) {
            case VECTOR -> FeatureEncoders.create(encoders.vector(), features);
            case SEQUENCE -> FeatureEncoders.create(encoders.sequence(), features);
            case PICTURE -> picture(name, shape);
            default ->
                throw new RecipeException(
                    "modality %s has examples of shape %s, and no encoder reads that"
                        .formatted(name, sides),
                    "Bring it to (D), (T, D) or (C, H, W).");
          };
    }
    return new FusionModel.Tower(name, encoder, new Shape(shape));
  }

  private Block picture(String name, long[] shape) {
    String encoder = recipe.encoders().picture();
    int step = Encoders.sideStep(encoder);
    if (shape[2] % step != 0 || shape[3] % step != 0) {
      throw new RecipeException(
          "recipe value encoders.picture: %s needs sides that are multiples of its patch of %d,"
                  .formatted(encoder, step)
              + " but modality %s is %d x %d".formatted(name, shape[2], shape[3]),
          "Use small-cnn, or data of another size.");
    }
    return Encoders.create(encoder, recipe.encoders().features());
  }

  private FusionHead head(int modalities, int classes) {
    if (recipe.balance().method() == Balance.Method.MMCOSINE) {
      return new CosineHead(classes, recipe.balance().mmcosine().scale());
    }
    int hidden = recipe.head().hidden();
    return switch (recipe.head().type()) {
      case LATE_LINEAR -> new LateLinearHead(classes);
      case CONCATENATION -> new ConcatenationHead(hidden, classes);
      case GATED -> new GatedHead(modalities, hidden, classes);
    };
  }
}
