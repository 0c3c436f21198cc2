package dev.counterpoint.datasets.text;

import dev.counterpoint.datasets.random.RandomAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Captions of the data folder, and as many more of their kind as a test wants. */
final class GeneratedCaptions {

  private static final List<String> SYLLABLES =
      List.of(
          "ka", "lo", "ber", "in", "tu", "sha", "men", "or", "vi", "qu", "est", "a", "dro", "py");

  private GeneratedCaptions() {}

  /** The captions of OpenMoji, COCO and NLVR (dev), where the data folder has them; else none. */
  static List<String> real() {
    String folder = System.getenv("COUNTERPOINT_DATA");
    List<String> captions = new ArrayList<>();
    if (folder != null) {
      try {
        for (String set : List.of("openmoji", "coco-captions-open")) {
          Path file = Path.of(folder, set, "captions.tsv");
          if (Files.exists(file)) {
            try (Stream<String> lines = Files.lines(file)) {
              lines.skip(1).forEach(line -> captions.add(line.substring(line.indexOf('\t') + 1)));
            }
          }
        }
        Path shard = Path.of(folder, "nlvr", "nlvr-dev.tar");
        if (Files.exists(shard)) {
          captions.addAll(nlvr(shard));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return captions;
  }

  private static List<String> nlvr(Path shard) throws IOException {
    List<String> captions = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(shard)))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        if (e.getName().endsWith(".txt")) {
          captions.add(new String(tar.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return captions;
  }

  /**
   * Captions of 4 to 16 words by Zipf's law: real words first, then made ones, 200,000 in all, with
   * signs, numbers and capitals now and then.
   */
  static Iterator<String> stream(int captions, long seed) {
    List<String> words = words(seed);
    double logSize = Math.log(words.size());
    return IntStream.range(0, captions)
        .mapToObj(
            i -> {
              SplittableRandom random = RandomAddress.seed(seed).purpose("caption").at(i).stream();
              StringBuilder caption = new StringBuilder(80);
              for (int w = 4 + random.nextInt(13); w > 0; w--) {
                String word = words.get((int) Math.exp(random.nextDouble() * logSize) - 1);
                caption.append(
                    switch (random.nextInt(30)) {
                      case 0 -> Character.toUpperCase(word.charAt(0)) + word.substring(1);
                      case 1 -> word + ",";
                      case 2 -> word + "'s";
                      case 3 -> Integer.toString(random.nextInt(2_000));
                      default -> word;
                    });
                caption.append(w == 1 ? "" : " ");
              }
              return caption.toString();
            })
        .iterator();
  }

  private static List<String> words(long seed) {
    Set<String> words = new LinkedHashSet<>(List.of("a", "of", "the", "with", "on", "photo"));
    real().forEach(caption -> words.addAll(List.of(caption.toLowerCase().strip().split("\\s+"))));
    words.remove("");
    SplittableRandom random = RandomAddress.seed(seed).purpose("words").stream();
    while (words.size() < 200_000) {
      StringBuilder word = new StringBuilder();
      for (int s = 1 + random.nextInt(5); s > 0; s--) {
        word.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
      }
      words.add(word.append((char) ('a' + random.nextInt(26))).toString());
    }
    return List.copyOf(words);
  }
}
