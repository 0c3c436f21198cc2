package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.loading.SinglePictures;
import dev.counterpoint.datasets.captioned.shard.ShardedPictures;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * NLVR (Suhr et al. 2017): a picture of three boxes with coloured shapes, and a sentence that is
 * true or false of it, from WebDataset shards {@code nlvr-dev.tar}, {@code nlvr-test.tar} and
 * {@code nlvr-hidden.tar} with {@code KEY.png}, {@code KEY.txt} and {@code KEY.json} ({@code
 * label}, {@code identifier}).
 *
 * <p>The hidden shard is measured on; the other two are trained on and chosen by, for the sentences
 * that NLVR itself trains on are not in these shards. No group of sentences ({@link
 * StatementGroups}) is in two parts: what the first two share with the hidden one is left out of
 * them. Pictures of one identifier, the same boxes in other orders, stay together.
 */
public final class Nlvr {

  /** The folder below a folder of data sets. */
  public static final String FOLDER = "nlvr";

  static final String HOW_TO_GET =
      "NLVR is github.com/lil-lab/nlvr (CC BY 4.0). Pack its parts dev, test and hidden as"
          + " WebDataset shards nlvr/nlvr-dev.tar, nlvr/nlvr-test.tar and nlvr/nlvr-hidden.tar"
          + " with KEY.png, KEY.txt (the sentence) and KEY.json (label, identifier), and name the"
          + " folder above them with --data or COUNTERPOINT_DATA.";

  private static final String SHARD = "nlvr-%s.tar";
  private static final List<String> SHARDS = List.of("dev", "test", "hidden");

  private final NlvrSettings settings;
  private final RandomAddress address;
  private final Map<String, String> sums = new LinkedHashMap<>();

  private Nlvr(NlvrSettings settings, RandomAddress address) {
    this.settings = settings;
    this.address = address.purpose("nlvr");
  }

  /** Whether a folder has all three shards. */
  public static boolean isIn(Path folder) {
    return missing(folder).isEmpty();
  }

  private static List<String> missing(Path folder) {
    return SHARDS.stream()
        .map(SHARD::formatted)
        .filter(name -> !Files.isRegularFile(folder.resolve(name)))
        .toList();
  }

  /**
   * Loads the three shards.
   *
   * @param folder that has them
   * @throws DatasetNotFoundException if one is missing
   * @throws dev.counterpoint.datasets.captioned.tar.TarFormatException if one is damaged, holds
   *     what a shard must not, or no pair of picture and text
   * @throws dev.counterpoint.datasets.captioned.loading.TooManyBadExamplesException if more than 5
   *     % of the examples of a part cannot be used
   * @throws EmptySourceException if a part has no example
   */
  public static StatementData load(Path folder, NlvrSettings settings, RandomAddress address) {
    List<String> missing = missing(folder);
    if (!missing.isEmpty()) {
      throw new DatasetNotFoundException(
          "NLVR is not in %s: there is no %s".formatted(folder, String.join(", ", missing)),
          HOW_TO_GET);
    }
    return new Nlvr(settings, address).load(folder);
  }

  private StatementData load(Path folder) {
    String seen = folder.resolve("nlvr-{dev,test}.tar").toString();
    String hidden = folder.resolve("nlvr-hidden.tar").toString();
    try (ShardedPictures seenPictures = ShardedPictures.open(seen);
        ShardedPictures hiddenPictures = ShardedPictures.open(hidden)) {
      sums.put("nlvr-dev, nlvr-test", seenPictures.fingerprint());
      sums.put("nlvr-hidden", hiddenPictures.fingerprint());
      return load(folder, seenPictures, hiddenPictures);
    }
  }

  private StatementData load(Path folder, ShardedPictures seen, ShardedPictures hidden) {
    BadStatements bad = new BadStatements(seen.size() + hidden.size());
    List<Statement> known = StatementReader.read(seen, bad);
    List<Statement> measured = StatementReader.read(hidden, bad);
    List<Statement> both = new ArrayList<>(known);
    both.addAll(measured);
    StatementGroups groups = new StatementGroups(both);
    Set<String> held = measured.stream().map(groups::of).collect(Collectors.toSet());
    List<Statement> rest = known.stream().filter(s -> !held.contains(groups.of(s))).toList();

    List<List<Statement>> shuffled = groups.shuffled(rest, address.purpose("split"));
    int chosenBy = (int) Math.ceil(settings.validationShare() * shuffled.size());
    List<Statement> train =
        bounded(shuffled.subList(chosenBy, shuffled.size()), settings.trainingExamples());
    List<Statement> validation =
        bounded(shuffled.subList(0, chosenBy), settings.evaluationExamples());
    List<Statement> test =
        bounded(groups.shuffled(measured, address.purpose("test")), settings.evaluationExamples());
    for (List<Statement> part : List.of(train, validation, test)) {
      if (part.isEmpty()) {
        throw new EmptySourceException(
            folder.toString(),
            "%d examples of dev and test, %d of hidden; one part would be empty"
                .formatted(rest.size(), measured.size()),
            "Check the shards, and the share of validation.");
      }
    }
    return read(folder, seen, hidden, List.of(train, validation, test), bad, known, rest);
  }

  /** The first groups, and of the last of them the first pictures, with all their orders. */
  private static List<Statement> bounded(List<List<Statement>> groups, int most) {
    List<Statement> chosen = new ArrayList<>();
    for (List<Statement> group : groups) {
      Map<String, List<Statement>> together =
          group.stream()
              .collect(
                  Collectors.groupingBy(
                      Statement::pictures, LinkedHashMap::new, Collectors.toList()));
      for (List<Statement> pictures : together.values()) {
        if (most > 0 && !chosen.isEmpty() && chosen.size() + pictures.size() > most) {
          return chosen;
        }
        chosen.addAll(pictures);
      }
    }
    return chosen;
  }

  private StatementData read(
      Path folder,
      ShardedPictures seen,
      ShardedPictures hidden,
      List<List<Statement>> parts,
      BadStatements bad,
      List<Statement> known,
      List<Statement> rest) {
    List<Decoded> decoded = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      decoded.add(decode(p == 2 ? hidden : seen, parts.get(p), bad));
    }
    List<String> sentences = decoded.get(0).statements.stream().map(Statement::sentence).toList();
    try (SentenceTokens tokens =
        new SentenceTokens(sentences, settings.vocabularySize(), settings.tokens())) {
      List<MultimodalPart> all = decoded.stream().map(part -> part(part, tokens)).toList();
      String explanation =
          "NLVR from %s: %d examples to train on, %d to choose by, %d to measure on; %d of dev and test are left out, for their sentences are in hidden too; %d cannot be used."
              .formatted(
                  folder,
                  all.get(0).size(),
                  all.get(1).size(),
                  all.get(2).size(),
                  known.size() - rest.size(),
                  bad.found().count());
      MultimodalData data =
          new MultimodalData(
              "NLVR",
              explanation,
              false,
              StatementData.CLASSES,
              all.get(0),
              all.get(1),
              all.get(2),
              sums);
      return new StatementData(
          data, tokens.json(), tokens.vocabularySize(), tokens.truncated(), bad.found());
    }
  }

  /** Statements whose pictures could be read, and these pictures one behind the other. */
  private record Decoded(List<Statement> statements, byte[] pictures) {}

  private Decoded decode(ShardedPictures from, List<Statement> statements, BadStatements bad) {
    PicturePreparation preparation =
        PicturePreparation.unit(settings.width(), settings.height(), Resize.STRETCH);
    int size = preparation.floats();
    SinglePictures reader = new SinglePictures(from, preparation);
    byte[] pictures = new byte[Math.multiplyExact(size, statements.size())];
    boolean[] good = new boolean[statements.size()];
    IntStream.range(0, good.length)
        .parallel()
        .forEach(
            i -> {
              try {
                byte[] picture = reader.read(statements.get(i).example()).bytes();
                System.arraycopy(picture, 0, pictures, i * size, size);
                good[i] = true;
              } catch (BadExampleException e) {
                bad.add(e);
              }
            });
    int kept = 0;
    List<Statement> usable = new ArrayList<>();
    for (int i = 0; i < good.length; i++) {
      if (good[i]) {
        System.arraycopy(pictures, i * size, pictures, kept++ * size, size);
        usable.add(statements.get(i));
      }
    }
    boolean all = kept == good.length;
    return new Decoded(usable, all ? pictures : Arrays.copyOf(pictures, kept * size));
  }

  private MultimodalPart part(Decoded decoded, SentenceTokens tokens) {
    Modality image =
        new Modality(
            StatementData.IMAGE, List.of(3L, (long) settings.height(), (long) settings.width()));
    List<String> sentences = decoded.statements.stream().map(Statement::sentence).toList();
    return new MultimodalPart(
        List.of(ModalityArray.of(image, decoded.pictures), tokens.rows(sentences)),
        decoded.statements.stream().mapToInt(s -> s.truth() ? 1 : 0).toArray());
  }
}
