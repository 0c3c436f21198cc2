package dev.counterpoint.datasets.captioned;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Keywords of pictures, such as tags, which take the place of captions in training now and then:
 * words that few captions have are learned from them. Most captions stay, for pictures are searched
 * by sentences.
 *
 * @param fields of a description that have keywords, between commas or semicolons; those that an
 *     example does not have are passed over
 * @param share probability that some keywords of a picture take the place of its caption, in [0, 1]
 */
public record Keywords(List<String> fields, double share) {

  /** Captions stay what they are. */
  public static final Keywords NONE = new Keywords(List.of(), 0);

  /** As many as captions of a few words have. */
  private static final int MOST = 3;

  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Keywords {
    fields = List.copyOf(fields);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share must be in [0, 1], found " + share);
    }
  }

  /** Whether any caption may change. */
  public boolean isNone() {
    return fields.isEmpty() || share == 0;
  }

  /** Those of a picture, in the order of the fields, each once. */
  public List<String> of(Description description) {
    return fields.stream()
        .map(field -> description.fields().getOrDefault(field, ""))
        .flatMap(text -> Arrays.stream(text.split("[,;]")))
        .map(String::strip)
        .filter(keyword -> !keyword.isEmpty())
        .distinct()
        .toList();
  }

  /**
   * Captions of a batch, of which a share has become one to three of the picture's keywords in any
   * order, with blanks between them. A picture without keywords keeps its caption.
   *
   * @param captions of N pictures
   * @param descriptions of the same pictures
   * @param place of the batch
   */
  public List<String> view(
      List<String> captions, List<Description> descriptions, RandomAddress place) {
    if (isNone()) {
      return captions;
    }
    List<String> view = new ArrayList<>(captions.size());
    for (int i = 0; i < captions.size(); i++) {
      SplittableRandom random = place.at(i).stream();
      List<String> keywords =
          random.nextDouble() < share ? of(descriptions.get(i)) : List.<String>of();
      view.add(keywords.isEmpty() ? captions.get(i) : some(keywords, random));
    }
    return view;
  }

  private static String some(List<String> keywords, SplittableRandom random) {
    List<String> left = new ArrayList<>(keywords);
    List<String> chosen = new ArrayList<>();
    int count = Math.min(left.size(), 1 + random.nextInt(MOST));
    for (int i = 0; i < count; i++) {
      chosen.add(left.remove(random.nextInt(left.size())));
    }
    return String.join(" ", chosen);
  }
}
