package dev.counterpoint.app.captioned.evaluation;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.captioned.HeldOut;
import dev.counterpoint.app.captioned.TrainedTowers;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation.Geometry;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation.Shift;
import dev.counterpoint.datasets.captioned.split.PictureSplit;
import dev.counterpoint.datasets.captioned.split.SharedCaptions;
import dev.counterpoint.datasets.corruption.Corruption;
import dev.counterpoint.datasets.corruption.Distortion;
import dev.counterpoint.datasets.picture.ContactSheet;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.labels.Label;
import dev.counterpoint.datasets.text.shift.CaptionShift;
import dev.counterpoint.models.probe.FeatureMatrix;
import dev.counterpoint.models.probe.ZeroShotClassifier;
import dev.counterpoint.models.retrieval.EmbeddingGeometry;
import dev.counterpoint.models.retrieval.Matches;
import dev.counterpoint.models.retrieval.Retrieval;
import dev.counterpoint.models.retrieval.RetrievalScores;
import dev.counterpoint.models.retrieval.ZeroShotScores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures trained towers on pictures that they have not seen. */
public final class CaptionedEvaluator {

  /** The name of the picture of {@link #sheet} in a run directory. */
  public static final String SHEET = RetrievalSheet.NAME;

  /** A shift is measured on so many pictures at most; each takes as long as all of them once. */
  private static final int MOST_SHIFTED = 1_000;

  private final TrainedTowers towers;
  private final EvaluationSettings settings;
  private final NDManager manager;
  private final int[] measured;
  private final HeldOut heldOut;

  /**
   * Reads the pictures.
   *
   * @throws NothingHeldOutException if the split has no such part, none of it can be used, or none
   *     has one of the labels that were asked for
   */
  public CaptionedEvaluator(TrainedTowers towers, EvaluationSettings settings) {
    this.towers = towers;
    this.settings = settings;
    this.manager = towers.learner().network().manager();
    PictureSplit split = towers.data().split();
    if (!split.has(settings.part()) || split.part(settings.part()).length == 0) {
      throw NothingHeldOutException.noPart(settings.part(), split.names());
    }
    this.measured =
        IntStream.of(split.part(settings.part())).limit(settings.mostPictures()).toArray();
    this.heldOut = HeldOut.read(towers.data().pictures(), measured, towers.preparation());
    if (heldOut.size() == 0) {
      throw NothingHeldOutException.allBad(settings.part(), heldOut.bad());
    }
    requireLabels();
  }

  /** Labels that were asked for must be labels of the pictures. */
  private void requireLabels() {
    Set<String> wanted = settings.labels().stream().map(Label::name).collect(Collectors.toSet());
    if (!wanted.isEmpty()
        && IntStream.range(0, heldOut.size())
            .noneMatch(i -> heldOut.label(i).filter(wanted::contains).isPresent())) {
      List<String> found =
          settings.withLabels(List.of()).labelsOr(heldOut).stream().map(Label::name).toList();
      throw NothingHeldOutException.noneLabeled(settings.part(), heldOut.size(), found);
    }
  }

  /** Measures everything that the method has. */
  public CaptionedEvaluation evaluate() {
    long begin = System.nanoTime();
    boolean pictures = towers.recipe().hasPictures();
    boolean both = towers.hasBoth();
    FeatureMatrix images = pictures ? towers.embedPictures(heldOut.pictures()) : null;
    FeatureMatrix texts =
        towers.recipe().hasText() ? towers.embedCaptions(heldOut.captions()) : null;
    LabelProbes probes = new LabelProbes(towers, heldOut);
    SharedCaptions shared =
        SharedCaptions.of(towers.data().pictures(), towers.data().training(), measured);
    return new CaptionedEvaluation(
        towers.recipe().method().name().toLowerCase(Locale.ROOT),
        towers.seed(),
        towers.step(),
        settings.part(),
        heldOut.size(),
        heldOut.captions().size(),
        heldOut.bad(),
        shared.shared(),
        both ? retrieval(images, texts, false) : null,
        both ? retrieval(images, texts, true) : null,
        geometry(images, texts),
        both ? zeroShot(images) : null,
        probes.scores(),
        settings.shifts() && pictures ? corruptions(texts, probes) : List.of(),
        settings.shifts() && both ? captionShifts(images) : List.of(),
        (System.nanoTime() - begin) / 1e9);
  }

  /**
   * What some captions find, as a picture; empty where there is one tower.
   *
   * @return to be written as {@link #SHEET}
   */
  public Optional<ContactSheet> sheet() {
    if (!towers.hasBoth()) {
      return Optional.empty();
    }
    return Optional.of(
        RetrievalSheet.of(
            heldOut,
            towers.embedPictures(heldOut.pictures()),
            towers.embedCaptions(heldOut.captions()),
            towers.recipe().data().side()));
  }

  private RetrievalScores retrieval(FeatureMatrix images, FeatureMatrix texts, boolean ofTexts) {
    int[] pictureOf = heldOut.pictureOf();
    Matches matches =
        ofTexts
            ? Matches.equalTexts(pictureOf, textNumbers(heldOut.captions()), heldOut.size())
            : Matches.strict(pictureOf, heldOut.size());
    return new Retrieval(images, texts, manager).scores(matches);
  }

  private static int[] textNumbers(List<String> captions) {
    Map<String, Integer> numbers = new HashMap<>();
    return captions.stream()
        .mapToInt(
            caption ->
                numbers.computeIfAbsent(
                    caption.strip().toLowerCase(Locale.ROOT), text -> numbers.size()))
        .toArray();
  }

  private Geometry geometry(FeatureMatrix images, FeatureMatrix texts) {
    boolean both = towers.hasBoth();
    // One caption a picture: pairs are what alignment is about.
    FeatureMatrix partners = both ? texts.select(firstCaptions()) : null;
    return new Geometry(
        both ? EmbeddingGeometry.modalityGap(images, texts) : null,
        both ? EmbeddingGeometry.alignment(images, partners) : null,
        images == null || images.rows() < 2 ? null : EmbeddingGeometry.uniformity(images, manager),
        texts == null || texts.rows() < 2 ? null : EmbeddingGeometry.uniformity(texts, manager),
        images == null ? null : EmbeddingGeometry.effectiveDimensions(images, manager),
        texts == null ? null : EmbeddingGeometry.effectiveDimensions(texts, manager));
  }

  private int[] firstCaptions() {
    int[] first = new int[heldOut.size()];
    int at = 0;
    for (int i = 0; i < first.length; i++) {
      first[i] = at;
      at += heldOut.descriptions().get(i).captions().size();
    }
    return first;
  }

  /** Null where the pictures have no labels. */
  private ZeroShotScores zeroShot(FeatureMatrix images) {
    List<Label> labels = settings.labelsOr(heldOut);
    Map<String, Integer> classOf = new HashMap<>();
    labels.forEach(label -> classOf.putIfAbsent(label.name(), classOf.size()));
    int[] labeled =
        IntStream.range(0, heldOut.size())
            .filter(i -> heldOut.label(i).filter(classOf::containsKey).isPresent())
            .toArray();
    if (classOf.size() < 2 || labeled.length == 0) {
      return null;
    }
    List<String> prompts = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    for (Label label : labels) {
      for (String prompt : settings.templates().of(label)) {
        prompts.add(prompt);
        classes.add(classOf.get(label.name()));
      }
    }
    int[] classOfPrompt = classes.stream().mapToInt(Integer::intValue).toArray();
    ZeroShotClassifier classifier =
        ZeroShotClassifier.of(
            towers.embedCaptions(prompts), classOfPrompt, classOf.size(), manager);
    int[] right =
        IntStream.of(labeled).map(i -> classOf.get(heldOut.label(i).orElseThrow())).toArray();
    return ZeroShotScores.of(classifier.scores(images.select(labeled)), right, classOf.size());
  }

  private List<Shift> corruptions(FeatureMatrix texts, LabelProbes probes) {
    int some = Math.min(MOST_SHIFTED, heldOut.size());
    RandomAddress address = RandomAddress.seed(0).purpose("corruption");
    List<Shift> shifts = new ArrayList<>();
    shifts.add(corrupted("none", 0, heldOut.pictures().subList(0, some), texts, probes));
    int side = towers.recipe().data().side();
    for (Corruption corruption : Corruption.values()) {
      for (int strength = 1; strength <= Corruption.STRENGTHS; strength++) {
        Distortion distortion = corruption.of(strength, side, side);
        List<byte[]> changed =
            IntStream.range(0, some)
                .parallel()
                .mapToObj(
                    i ->
                        Planes.distorted(
                            heldOut.pictures().get(i), side, distortion, address.at(i)))
                .toList();
        shifts.add(corrupted(corruption.title(), strength, changed, texts, probes));
      }
    }
    return shifts;
  }

  private Shift corrupted(
      String name, int strength, List<byte[]> pictures, FeatureMatrix texts, LabelProbes probes) {
    Double recall = null;
    if (towers.hasBoth()) {
      recall = recallAt10(towers.embedPictures(pictures), texts, pictures.size());
    }
    return new Shift(name, strength, recall, probes.accuracyOn(pictures));
  }

  private List<Shift> captionShifts(FeatureMatrix images) {
    RandomAddress address = RandomAddress.seed(0).purpose("caption-shift");
    List<String> captions = heldOut.captions();
    List<Shift> shifts = new ArrayList<>();
    shifts.add(
        new Shift(
            "none", 0, recallAt10(images, towers.embedCaptions(captions), images.rows()), null));
    for (CaptionShift shift : CaptionShift.values()) {
      for (int strength = 1; strength <= CaptionShift.STRONGEST; strength++) {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < captions.size(); i++) {
          changed.add(shift.apply(captions.get(i), strength, address.at(i)));
        }
        double recall = recallAt10(images, towers.embedCaptions(changed), images.rows());
        shifts.add(new Shift(shift.label(), strength, recall, null));
      }
    }
    return shifts;
  }

  /** Of the first pictures by their captions. */
  private double recallAt10(FeatureMatrix images, FeatureMatrix texts, int pictures) {
    int[] all = heldOut.pictureOf();
    int captions = (int) IntStream.of(all).filter(picture -> picture < pictures).count();
    int[] pictureOf = IntStream.of(all).limit(captions).toArray();
    FeatureMatrix own = texts.select(IntStream.range(0, captions).toArray());
    return new Retrieval(images, own, manager)
        .scores(Matches.strict(pictureOf, pictures))
        .captionToPicture()
        .measured()
        .recallAt10();
  }
}
