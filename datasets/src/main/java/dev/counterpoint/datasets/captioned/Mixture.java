package dev.counterpoint.datasets.captioned;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Several sets as one: the examples of the first, then those of the second, and so on. How often
 * each is drawn is a matter of the order, see {@link
 * dev.counterpoint.datasets.captioned.order.MixedOrder}.
 */
public final class Mixture implements CaptionedPictures {

  private final List<CaptionedPictures> sources;
  private final int[] starts;

  /**
   * Puts sets together; closing this closes them.
   *
   * @param sources at least one
   * @throws IllegalArgumentException if there is none, or more than 2<sup>31</sup> - 1 examples
   */
  public Mixture(List<? extends CaptionedPictures> sources) {
    this.sources = List.copyOf(sources);
    this.starts = new int[sources.size() + 1];
    long size = 0;
    for (int i = 0; i < sources.size(); i++) {
      size += sources.get(i).size();
      starts[i + 1] = (int) Math.min(size, Integer.MAX_VALUE);
    }
    if (sources.isEmpty() || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a mixture needs sources with at most 2^31 - 1 examples, not %d with %d"
              .formatted(sources.size(), size));
    }
  }

  /** The sets. */
  public List<CaptionedPictures> sources() {
    return sources;
  }

  /**
   * Which examples come from which source: those of source {@code i} are {@code starts[i]} to
   * before {@code starts[i + 1]}.
   *
   * @return one more than there are sources
   */
  public int[] starts() {
    return starts.clone();
  }

  @Override
  public String name() {
    return sources.stream().map(CaptionedPictures::name).collect(Collectors.joining(" + "));
  }

  @Override
  public int size() {
    return starts[starts.length - 1];
  }

  /** The key within its source; examples of other sources may have the same. */
  @Override
  public String key(int index) {
    int source = source(index);
    return sources.get(source).key(index - starts[source]);
  }

  @Override
  public Description description(int index) {
    int source = source(index);
    return sources.get(source).description(index - starts[source]);
  }

  @Override
  public byte[] picture(int index) {
    int source = source(index);
    return sources.get(source).picture(index - starts[source]);
  }

  @Override
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (CaptionedPictures source : sources) {
        digest.update(source.fingerprint().getBytes(StandardCharsets.US_ASCII));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    sources.forEach(CaptionedPictures::close);
  }

  private int source(int index) {
    Objects.checkIndex(index, size());
    int found = Arrays.binarySearch(starts, index);
    if (found < 0) {
      return -found - 2;
    }
    // An empty source starts where the next one does.
    while (starts[found + 1] == index) {
      found++;
    }
    return found;
  }
}
