package dev.counterpoint.app.simulation;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.interactions.HostFeatures;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.synthetic.Mixture;
import dev.counterpoint.datasets.synthetic.MixtureSettings;
import dev.counterpoint.datasets.synthetic.Pid;
import dev.counterpoint.datasets.synthetic.PidSettings;
import dev.counterpoint.datasets.synthetic.PidSettings.Label;
import dev.counterpoint.models.disagreement.DisagreementSettings;
import dev.counterpoint.models.disagreement.DisagreementTraining;
import dev.counterpoint.models.disagreement.Keeping;
import dev.counterpoint.models.probe.FeatureMatrix;
import dev.counterpoint.models.probe.LinearProbe;
import dev.counterpoint.models.probe.MlpProbe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * What towers that are trained without labels keep of information whose place is known: shared by
 * both modalities, unique to one, or in both together alone. All methods have representations of
 * the same width; what is kept is what a probe reads from the two side by side, on examples that
 * the towers have not seen.
 *
 * <p>{@link Pid} data have four labels of the same kind of examples, read by a linear probe: of
 * what both modalities show, of what each shows alone, and of the sum of both of these. A {@link
 * Mixture} whose label no modality shows on its own is read by a probe with a hidden layer.
 *
 * @param settings of towers and training
 * @param examples to train towers on, and as many for probes: half to fit, four tenths to measure
 */
public record DisagreementStudy(DisagreementSettings settings, int examples) {

  /** Not a method: probes of the modalities as they are, which have lost nothing. */
  public static final String INPUTS = "inputs";

  /** Not a method either: towers at their first values, of agreement's form. */
  public static final String UNTRAINED = "untrained";

  private static final double C = 1;
  private static final double HELD_OUT = 0.1;
  private static final double MEASURED = 0.4;
  private static final MlpProbe PROBE = new MlpProbe(128, 20, 128, 1e-3);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The four labels of PID data, by key. */
  private static final Map<String, Label> LABELS = labels();

  /**
   * Checks the number of examples.
   *
   * @throws IllegalArgumentException if there are too few for a batch, or for classes in all parts
   */
  public DisagreementStudy {
    if (examples < Math.max(200, settings.batch())) {
      throw new IllegalArgumentException(
          "examples must be at least 200 and a batch of %d, found %d"
              .formatted(settings.batch(), examples));
    }
  }

  private static Map<String, Label> labels() {
    Map<String, Label> labels = new LinkedHashMap<>();
    labels.put("shared", new Label(0, 0, 5));
    labels.put("unique0", new Label(5, 0, 0));
    labels.put("unique1", new Label(0, 5, 0));
    labels.put("sum", new Label(5, 5, 0));
    return labels;
  }

  /** All that its numbers depend on besides the seed, as text. */
  public String key() {
    return toString();
  }

  /** What is told to {@code done}: the inputs, towers that are untrained, and each method. */
  public static int parts() {
    return 2 + Keeping.values().length;
  }

  /**
   * Trains and probes.
   *
   * @param done told how many of {@link #parts} are done
   * @param stop asked between them
   * @return for the inputs, untrained towers and each method {@code keeps}, and test accuracies in
   *     [0, 1]: {@code shared}, {@code unique0}, {@code unique1}, {@code sum}, {@code synergy}, and
   *     of the own part alone {@code ownShared}; null if stopped
   */
  public ArrayNode run(Device device, long seed, IntConsumer done, BooleanSupplier stop) {
    RandomAddress address = RandomAddress.seed(seed).purpose("disagreement");
    ArrayNode rows = JSON.createArrayNode();
    Sources sources = sources(address);
    try (NDManager manager = NDManager.newBaseManager(device)) {
      ObjectNode inputs = rows.addObject().put("keeps", INPUTS);
      sources.pid.forEach((label, data) -> inputs.put(label, linear(data, Seen.INPUTS, manager)));
      inputs.put("synergy", hidden(sources.mixture, Seen.INPUTS, address, manager));
      done.accept(1);
      ObjectNode untrained = rows.addObject().put("keeps", UNTRAINED);
      method(Keeping.AGREEMENT, settings.withEpochs(0), sources, address, manager, untrained);
      done.accept(2);
      for (Keeping keeping : Keeping.values()) {
        if (stop.getAsBoolean()) {
          return null;
        }
        ObjectNode row = rows.addObject().put("keeps", keeping.text());
        method(keeping, settings, sources, address, manager, row);
        done.accept(rows.size());
      }
    }
    return rows;
  }

  private void method(
      Keeping keeping,
      DisagreementSettings how,
      Sources sources,
      RandomAddress address,
      NDManager manager,
      ObjectNode row) {
    try (DisagreementTraining towers =
        train(sources.pidToTrain, keeping, how, address.purpose("pid-towers"), manager)) {
      Seen all = towers::represent;
      sources.pid.forEach((label, data) -> row.put(label, linear(data, all, manager)));
      if (how.epochs() > 0) {
        row.put("loss", towers.lastLoss());
      }
      if (keeping.agreement() && keeping.own()) {
        int half = settings.width() / 2;
        Seen own = (m, features) -> towers.represent(m, features).columns(half, 2 * half);
        row.put("ownShared", linear(sources.pid.get("shared"), own, manager));
      }
    }
    try (DisagreementTraining towers =
        train(sources.mixtureToTrain, keeping, how, address.purpose("mixture-towers"), manager)) {
      row.put("synergy", hidden(sources.mixture, towers::represent, address, manager));
    }
  }

  private static DisagreementTraining train(
      MultimodalPart part,
      Keeping keeping,
      DisagreementSettings how,
      RandomAddress address,
      NDManager manager) {
    return DisagreementTraining.of(
        HostFeatures.of(part.arrays().get(0)),
        HostFeatures.of(part.arrays().get(1)),
        keeping,
        how,
        address,
        manager);
  }

  /** From a modality and its features to what a probe sees. */
  private interface Seen {

    /** Nothing in between. */
    Seen INPUTS = (modality, features) -> features;

    FeatureMatrix of(int modality, FeatureMatrix features);

    default FeatureMatrix both(MultimodalPart part) {
      return of(0, HostFeatures.of(part.arrays().get(0)))
          .beside(of(1, HostFeatures.of(part.arrays().get(1))));
    }
  }

  /** Towers see other examples than probes. */
  private record Sources(
      MultimodalPart pidToTrain,
      Map<String, MultimodalData> pid,
      MultimodalPart mixtureToTrain,
      MultimodalData mixture) {}

  private Sources sources(RandomAddress address) {
    Map<String, MultimodalData> pid = new LinkedHashMap<>();
    LABELS.forEach(
        (name, label) -> pid.put(name, pid(label, examples, address.purpose("to-probe"))));
    // The validation and test parts of what towers are trained on are left.
    int more = (int) Math.ceil(examples / (1 - HELD_OUT - MEASURED)) + 10;
    MultimodalPart unlabeled =
        pid(LABELS.get("shared"), more, address.purpose("to-train")).train().first(examples);
    MixtureSettings mixture = MixtureSettings.two(0, 0, 0, 1);
    return new Sources(
        unlabeled,
        pid,
        Mixture.generate(mixture.withSizes(examples, 1, 1), address.purpose("to-train"))
            .data()
            .train(),
        Mixture.generate(
                mixture.withSizes(
                    examples / 2, (int) (HELD_OUT * examples), (int) (MEASURED * examples)),
                address.purpose("to-probe"))
            .data());
  }

  private static MultimodalData pid(Label label, int size, RandomAddress address) {
    PidSettings original = PidSettings.of(label);
    return Pid.generate(
        new PidSettings(
            original.classes(),
            label,
            original.latentDimension(),
            original.groupDimension(),
            original.variance(),
            original.dropout(),
            original.transformationSeed(),
            size,
            HELD_OUT,
            MEASURED),
        address);
  }

  private static double linear(MultimodalData data, Seen seen, NDManager manager) {
    byte[] labels = new byte[data.train().size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) data.train().labels()[i];
    }
    int[] found =
        LinearProbe.fit(seen.both(data.train()), labels, data.classes().size(), C, manager)
            .predict(seen.both(data.test()));
    int right = 0;
    for (int i = 0; i < found.length; i++) {
      right += found[i] == data.test().labels()[i] ? 1 : 0;
    }
    return right / (double) found.length;
  }

  private static double hidden(
      MultimodalData data, Seen seen, RandomAddress address, NDManager manager) {
    return PROBE
        .fit(
            seen.both(data.train()),
            data.train().labels(),
            seen.both(data.validation()),
            data.validation().labels(),
            data.classes().size(),
            address.purpose("probe"),
            manager)
        .scores(seen.both(data.test()))
        .accuracy(data.test().labels());
  }
}
