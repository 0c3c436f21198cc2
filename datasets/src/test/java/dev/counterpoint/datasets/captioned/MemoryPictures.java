package dev.counterpoint.datasets.captioned;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/** Small pictures in memory: that of index i is of one colour, which tells i; some may be bad. */
public final class MemoryPictures implements CaptionedPictures {

  /** How often a picture was asked for. */
  public final AtomicInteger reads = new AtomicInteger();

  private final String name;
  private final int size;
  private final String keys;
  private final Map<Integer, byte[]> others = new HashMap<>();
  private final Map<Integer, BadExampleReason> bad = new HashMap<>();

  /** So many pictures. */
  public MemoryPictures(String name, int size, String keys) {
    this.name = name;
    this.size = size;
    this.keys = keys;
  }

  /** Makes an example bad. */
  public MemoryPictures bad(int index, BadExampleReason reason) {
    bad.put(index, reason);
    return this;
  }

  /** Replaces a picture file. */
  public MemoryPictures with(int index, byte[] file) {
    others.put(index, file);
    return this;
  }

  /** The colour of a picture as 0xRRGGBB. */
  public static int color(int index) {
    return index * 0x010203 + 0x102030 & 0xFFFFFF;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String key(int index) {
    return keys + index;
  }

  @Override
  public Description description(int index) {
    if (bad.containsKey(index)) {
      throw new BadExampleException(bad.get(index), key(index), "made so", null);
    }
    List<String> ways = List.of("one", "another", "a third");
    List<String> captions = ways.stream().map(way -> key(index) + " in " + way + " way").toList();
    return new Description(index % 4 == 0 ? captions : captions.subList(0, 1), Map.of());
  }

  @Override
  public byte[] picture(int index) {
    reads.incrementAndGet();
    if (others.containsKey(index)) {
      return others.get(index);
    }
    BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 24; i++) {
      image.setRGB(i % 6, i / 6, color(index));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public String fingerprint() {
    return name + size;
  }

  @Override
  public void close() {}
}
