package dev.counterpoint.datasets.captioned.loading;

import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;

/** What is said of a picture of a batch, and which captions were chosen of it. */
record LoadedExample(int index, String key, Description description, int first, int second) {

  /** Chooses captions. */
  static LoadedExample of(int index, String key, Description description, RandomAddress address) {
    SplittableRandom random = address.stream();
    int count = description.captions().size();
    int first = random.nextInt(count);
    // Any but the first is equally likely.
    int second = count == 1 ? first : (first + 1 + random.nextInt(count - 1)) % count;
    return new LoadedExample(index, key, description, first, second);
  }

  String caption() {
    return description.captions().get(first);
  }

  String otherCaption() {
    return description.captions().get(second);
  }
}
