package dev.counterpoint.app.interactions.sets;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.fusion.FusionData;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.interactions.JointDistribution;
import dev.counterpoint.models.interactions.bounds.AccuracyBounds;
import dev.counterpoint.models.interactions.bounds.Disagreement;
import dev.counterpoint.models.interactions.bounds.DisagreementBound;
import dev.counterpoint.models.interactions.bounds.SynergyBounds;
import dev.counterpoint.models.interactions.estimate.Bootstrap;
import dev.counterpoint.models.interactions.estimate.FeatureSymbols;
import dev.counterpoint.models.interactions.estimate.InteractionEstimate;
import dev.counterpoint.models.interactions.estimate.Interval;
import dev.counterpoint.models.interactions.estimate.LabeledSymbols;
import dev.counterpoint.models.interactions.estimate.SemiSupervisedEstimate;
import dev.counterpoint.models.interactions.estimate.SemiSupervisedSample;
import dev.counterpoint.models.interactions.estimate.SymbolPairs;
import dev.counterpoint.models.prediction.Logits;
import dev.counterpoint.models.probe.MlpProbe;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * What the modalities of a data set tell of its label, estimated in two ways, and what classifiers
 * reach on the same examples (Liang et al. 2023).
 *
 * <p>Symbols are clusters of features, as in the paper's code, of all examples; and the classes
 * that classifiers of each modality alone predict, of test examples. For the semi-supervised
 * setting the examples are cut in three: one third has the first modality and the label, one the
 * second and the label, one both modalities and no label. There, too, disagreement is also that of
 * the classifiers, which were trained apart.
 *
 * @param set which data
 * @param examples to train on and to measure on, each, at most; 30 or more
 * @param replicates bootstrap samples, 2 or more
 */
public record SetInteractions(InteractionSet set, int examples, int replicates) {

  private static final double LEVEL = 0.95;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is told to {@code done}: data, classifiers, clusters, predictions, thirds. */
  public static final int PARTS = 5;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SetInteractions {
    if (examples < 30 || replicates < 2) {
      throw new IllegalArgumentException(
          "expected 30 or more examples and 2 or more replicates, found %d and %d"
              .formatted(examples, replicates));
    }
  }

  /** All that its numbers depend on besides seed and data, as text. */
  public String key() {
    return toString();
  }

  /**
   * Measures.
   *
   * @param done told how many of {@link #PARTS} are done
   * @param stop asked between them
   * @return null if stopped
   */
  public ObjectNode run(
      FusionData data, Device device, long seed, IntConsumer done, BooleanSupplier stop) {
    RandomAddress address = RandomAddress.seed(seed).purpose("set-interactions");
    SetExamples found = set.open(data, examples, seed);
    done.accept(1);
    SetClassifiers classifiers;
    try (NDManager manager = NDManager.newBaseManager(device)) {
      classifiers =
          SetClassifiers.train(found, MlpProbe.STANDARD, address.purpose("classifiers"), manager);
    }
    done.accept(2);
    if (stop.getAsBoolean()) {
      return null;
    }
    SetExamples.Part all = found.all();
    FeatureSymbols symbols = FeatureSymbols.asInPaper(address.purpose("symbols"));
    int[] first = symbols.of(all.first());
    int[] second = symbols.of(all.second());
    ObjectNode result =
        JSON.createObjectNode()
            .put("set", set.text())
            .put("data", found.name())
            .put("drawn", found.drawn())
            .put("classes", found.classes())
            .put("train", found.train().labels().length)
            .put("test", found.test().labels().length);
    result.set("accuracies", accuracies(classifiers, found.test().labels()));
    result.set("clusters", estimate(first, second, all.labels(), address.purpose("clusters")));
    done.accept(3);
    if (stop.getAsBoolean()) {
      return null;
    }
    result.set(
        "predictions",
        estimate(
            classifiers.first().predict(),
            classifiers.second().predict(),
            found.test().labels(),
            address.purpose("predictions")));
    done.accept(4);
    if (stop.getAsBoolean()) {
      return null;
    }
    result.set("thirds", thirds(first, second, all.labels(), classifiers, address));
    done.accept(PARTS);
    return result;
  }

  private static ObjectNode accuracies(SetClassifiers classifiers, int[] labels) {
    return JSON.createObjectNode()
        .put("first", classifiers.first().accuracy(labels))
        .put("second", classifiers.second().accuracy(labels))
        .put("joint", classifiers.joint().accuracy(labels))
        .put("late", classifiers.late().accuracy(labels))
        .put("fusion", classifiers.fusion().accuracy(labels))
        .put("chosen", classifiers.jointChosen() ? "joint" : "late");
  }

  private ObjectNode estimate(int[] first, int[] second, int[] labels, RandomAddress address) {
    InteractionEstimate found =
        InteractionEstimate.of(first, second, labels, new Bootstrap(replicates, LEVEL, address));
    ObjectNode node = JSON.createObjectNode();
    node.put("examples", labels.length)
        .put("firstSymbols", most(first))
        .put("secondSymbols", most(second))
        .put("millerMadowBias", found.millerMadowBias())
        .put("gap", found.decomposition().gap());
    put(node, "synergy", found.synergy());
    put(node, "information", found.information());
    put(node, "bestAccuracy", found.bestAccuracy());
    put(node, found.withoutPairs());
    paper(node, JointDistribution.ofSamples(first, second, labels));
    return node;
  }

  /** What is known without a labeled pair. */
  private static void put(ObjectNode node, SemiSupervisedEstimate known) {
    put(node, "redundancy", known.redundancy());
    put(node, "firstUnique", known.firstUnique());
    put(node, "secondUnique", known.secondUnique());
    put(node, "synergyByRedundancy", known.synergyByRedundancy());
    put(node, "synergyByDisagreement", known.synergyByDisagreement());
    put(node, "synergyAtMost", known.synergyAtMost());
    put(node, "unimodal", known.bestUnimodalAccuracy());
    put(node, "accuracyAtLeast", known.accuracyAtLeast());
    put(node, "accuracyAtMost", known.accuracyAtMost());
    node.put("synergyAtLeast", known.bounds().lower());
    node.put(
        "estimate",
        new AccuracyBounds(known.accuracyAtLeast().estimate(), known.accuracyAtMost().estimate())
            .estimate());
  }

  private static void paper(ObjectNode node, JointDistribution p) {
    SynergyBounds bounds = SynergyBounds.of(p.margins());
    AccuracyBounds paper =
        AccuracyBounds.asInPaper(p.margins(), bounds.leastInformation(), bounds.mostInformation());
    node.put("paperAtLeast", paper.lower())
        .put("paperAtMost", paper.upper())
        .put("paperEstimate", paper.estimate());
  }

  private ObjectNode thirds(
      int[] first, int[] second, int[] labels, SetClassifiers classifiers, RandomAddress address) {
    int[] order = address.purpose("thirds").permutation(labels.length);
    int third = order.length / 3;
    int[] one = Arrays.copyOfRange(order, 0, third);
    int[] other = Arrays.copyOfRange(order, third, 2 * third);
    int[] pairs = Arrays.copyOfRange(order, 2 * third, order.length);
    SemiSupervisedSample sample =
        new SemiSupervisedSample(
            new LabeledSymbols(select(first, one), select(labels, one)),
            new LabeledSymbols(select(second, other), select(labels, other)),
            new SymbolPairs(select(first, pairs), select(second, pairs)));
    SemiSupervisedEstimate found =
        SemiSupervisedEstimate.of(
            sample, new Bootstrap(replicates, LEVEL, address.purpose("thirds-bootstrap")));
    ObjectNode node = JSON.createObjectNode().put("examples", third);
    put(node, found);
    double alpha =
        Disagreement.of(probabilities(classifiers.first()), probabilities(classifiers.second()));
    node.put("classifierDisagreement", alpha)
        .put("synergyByClassifiers", DisagreementBound.PROVED.of(alpha, found.bounds().unimodal()));
    return node;
  }

  private static int[] select(int[] values, int[] rows) {
    return Arrays.stream(rows).map(row -> values[row]).toArray();
  }

  private static int most(int[] symbols) {
    return 1 + Arrays.stream(symbols).max().orElse(-1);
  }

  private static double[][] probabilities(Logits logits) {
    double[][] all = new double[logits.rows()][];
    Arrays.setAll(all, row -> Arrays.stream(logits.logProbabilities(row)).map(Math::exp).toArray());
    return all;
  }

  private static void put(ObjectNode node, String name, Interval interval) {
    node.putObject(name)
        .put("estimate", interval.estimate())
        .put("corrected", interval.corrected())
        .put("bias", interval.bias())
        .put("low", interval.low())
        .put("high", interval.high());
  }
}
