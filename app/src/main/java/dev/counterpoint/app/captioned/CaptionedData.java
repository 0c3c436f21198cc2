package dev.counterpoint.app.captioned;

import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.Nearest;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.Keywords;
import dev.counterpoint.datasets.captioned.Mixture;
import dev.counterpoint.datasets.captioned.order.ExampleOrder;
import dev.counterpoint.datasets.captioned.order.MixedOrder;
import dev.counterpoint.datasets.captioned.order.ShardOrder;
import dev.counterpoint.datasets.captioned.order.ShuffledOrder;
import dev.counterpoint.datasets.captioned.shard.ShardedPictures;
import dev.counterpoint.datasets.captioned.split.FieldSplit;
import dev.counterpoint.datasets.captioned.split.HashSplit;
import dev.counterpoint.datasets.captioned.split.KeyFileSplit;
import dev.counterpoint.datasets.captioned.split.PictureSplit;
import dev.counterpoint.datasets.captioned.store.Fingerprint;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pictures of a recipe, and which of them are trained on.
 *
 * <p>The split does not follow from the seed of a run: runs of different seeds are measured on the
 * same pictures.
 */
public final class CaptionedData implements AutoCloseable {

  private static final String SPLIT_SALT = "counterpoint";

  private final CaptionedRecipe.Data settings;
  private final List<CaptionedPictures> sources;
  private final CaptionedPictures pictures;
  private final PictureSplit split;

  private CaptionedData(
      CaptionedRecipe.Data settings,
      List<CaptionedPictures> sources,
      CaptionedPictures pictures,
      PictureSplit split) {
    this.settings = settings;
    this.sources = sources;
    this.pictures = pictures;
    this.split = split;
  }

  /**
   * Opens what a recipe names.
   *
   * @param finder where named sets are
   * @throws dev.counterpoint.datasets.CounterpointException if a source cannot be used
   */
  public static CaptionedData open(CaptionedRecipe.Data settings, SourceFinder finder) {
    if (settings.sources().isEmpty()) {
      throw new RecipeException(
          "recipe value data.sources: there is nothing to train on",
          "Name it with --data: a folder of pictures with .txt files, a table (TSV, CSV, Parquet),"
              + " captions of COCO or Flickr, WebDataset shards, or openmoji.");
    }
    List<CaptionedPictures> opened = new ArrayList<>();
    try {
      for (String source : settings.sources()) {
        opened.add(finder.open(source, settings));
      }
      CaptionedPictures all = opened.size() == 1 ? opened.get(0) : new Mixture(opened);
      return new CaptionedData(settings, List.copyOf(opened), all, split(settings, all));
    } catch (RuntimeException e) {
      opened.forEach(CaptionedPictures::close);
      throw e;
    }
  }

  private static PictureSplit split(CaptionedRecipe.Data settings, CaptionedPictures all) {
    return switch (settings.split()) {
      case HASH -> {
        Map<String, Double> shares = new LinkedHashMap<>();
        if (settings.heldOut() > 0) {
          shares.put(PictureSplit.TEST, settings.heldOut());
        }
        if (settings.validation() > 0) {
          shares.put(PictureSplit.VALIDATION, settings.validation());
        }
        double rest = 1 - shares.values().stream().mapToDouble(Double::doubleValue).sum();
        shares.put(PictureSplit.TRAIN, rest);
        yield HashSplit.of(all, SPLIT_SALT, shares);
      }
      case FIELD -> FieldSplit.of(all, settings.splitField());
      case FILE -> KeyFileSplit.of(all, files(settings.splitFile()));
    };
  }

  /** {@code train=train.txt,test=test.txt}. */
  private static Map<String, Path> files(String given) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String part : given.split(",")) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new RecipeException(
            "recipe value data.splitFile: expected part=FILE,part=FILE, found " + given,
            "For instance train=train.txt,test=test.txt: one picture's name a line.");
      }
      files.put(part.substring(0, equals).strip(), Path.of(part.substring(equals + 1).strip()));
    }
    return files;
  }

  /** For people: how many pictures there are, and in which parts. */
  public String text() {
    return "%d pictures of %s: %s".formatted(pictures.size(), pictures.name(), split);
  }

  /** All pictures. */
  public CaptionedPictures pictures() {
    return pictures;
  }

  /** Which are trained on, and which are measured on. */
  public PictureSplit split() {
    return split;
  }

  /** Whether there are pictures in a part of the split. */
  public boolean isHeldOut(String part) {
    return split.has(part) && split.part(part).length > 0;
  }

  /** Indices that are trained on. */
  public int[] training() {
    return split.part(PictureSplit.TRAIN);
  }

  /**
   * Names and fingerprints of the sources, and of the split: a file of names that has changed would
   * measure a model on what it was trained on.
   */
  public Map<String, String> fingerprints() {
    Map<String, String> prints = new LinkedHashMap<>();
    for (CaptionedPictures source : sources) {
      prints.merge(source.name(), source.fingerprint(), (a, b) -> a + " " + b);
    }
    prints.put("split", splitFingerprint());
    return prints;
  }

  private String splitFingerprint() {
    List<String> parts = split.names().stream().sorted().toList();
    return new Fingerprint(
            parts.size(),
            (sum, i) -> {
              Fingerprint.add(sum, parts.get(i).getBytes(StandardCharsets.UTF_8));
              int[] indices = split.part(parts.get(i));
              Fingerprint.add(sum, indices.length);
              for (int index : indices) {
                Fingerprint.add(sum, index);
              }
            })
        .hex();
  }

  /** The order of training: shards nearly in sequence, everything else at random. */
  public ExampleOrder order(RandomAddress address) {
    if (sources.size() == 1) {
      return order(sources.get(0), training(), address);
    }
    int[] starts = ((Mixture) pictures).starts();
    List<ExampleOrder> orders = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      int low = starts[i];
      int high = starts[i + 1];
      int[] own = Arrays.stream(training()).filter(index -> index >= low && index < high).toArray();
      if (own.length == 0) {
        // All of a small source may be held out.
        continue;
      }
      int[] local = Arrays.stream(own).map(index -> index - low).toArray();
      orders.add(new Shifted(order(sources.get(i), local, address.at(i)), low));
      weights.add(settings.weights().isEmpty() ? 1.0 : settings.weights().get(i));
    }
    return new MixedOrder(orders, weights, address.purpose("mixture"));
  }

  private ExampleOrder order(CaptionedPictures source, int[] indices, RandomAddress address) {
    return source instanceof ShardedPictures shards
        ? new ShardOrder(indices, shards.shardStarts(), settings.shuffleBuffer(), address)
        : new ShuffledOrder(indices, address);
  }

  /** An order within one source as one within all. */
  private record Shifted(ExampleOrder source, int by) implements ExampleOrder {

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public int[] epoch(int epoch) {
      int[] order = source.epoch(epoch);
      for (int i = 0; i < order.length; i++) {
        order[i] += by;
      }
      return order;
    }
  }

  /** What takes the place of captions in training now and then. */
  static Keywords keywords(CaptionedRecipe.Data settings) {
    return new Keywords(settings.keywordFields(), settings.keywordShare());
  }

  /**
   * Checks that there are keywords where the recipe names fields of them.
   *
   * @throws RecipeException if no picture that is trained on has any in these fields
   */
  void requireKeywords() {
    Keywords keywords = keywords(settings);
    if (keywords.isNone()) {
      return;
    }
    Set<String> fields = new TreeSet<>();
    for (int index : training()) {
      try {
        Description description = pictures.description(index);
        if (!keywords.of(description).isEmpty()) {
          return;
        }
        fields.addAll(description.fields().keySet());
      } catch (BadExampleException e) {
        // Counted where it is loaded.
      }
    }
    throw new RecipeException(
        "recipe value data.keywordFields: no picture of %s that is trained on has keywords in %s"
            .formatted(pictures.name(), String.join(", ", keywords.fields())),
        fields.isEmpty()
            ? "Its pictures have no fields beside captions; leave the value empty."
            : "Did you mean %s? There are %s."
                .formatted(Nearest.of(keywords.fields().get(0), fields), fields));
  }

  /** All captions of some pictures; those that have none that can be used are passed over. */
  public Iterator<String> captions(int[] indices) {
    return Arrays.stream(indices)
        .mapToObj(this::captionsOf)
        .flatMap(Stream::of)
        .filter(Objects::nonNull)
        .iterator();
  }

  private String[] captionsOf(int index) {
    try {
      return pictures.description(index).captions().toArray(new String[0]);
    } catch (BadExampleException e) {
      return new String[0];
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
