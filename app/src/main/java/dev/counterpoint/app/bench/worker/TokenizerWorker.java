package dev.counterpoint.app.bench.worker;

import dev.counterpoint.app.bench.protocol.Figure;
import dev.counterpoint.app.bench.protocol.Quantity;
import dev.counterpoint.app.bench.protocol.StepTimer;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.datasets.text.bpe.BpeSettings;
import dev.counterpoint.datasets.text.bpe.BpeTrainer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Learns a tokenizer from captions, with a thread for each processor, and encodes captions on one
 * thread. Captions have five to fifteen words of {@value #WORDS}, as frequent as Zipf's law has
 * them.
 */
public final class TokenizerWorker {

  private static final int WORDS = 50_000;
  private static final int VOCABULARY = 8_192;
  private static final int LENGTH = 32;
  private static final int ENCODED = 20_000;
  private static final String CONSONANTS = "bcdfghklmnprstvz";
  private static final String VOWELS = "aeiou";

  private TokenizerWorker() {}

  /** Measures: {@code CAPTIONS SECONDS}. */
  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    long begin = System.nanoTime();
    byte[] json =
        new BpeTrainer(BpeSettings.of(VOCABULARY)).train(captions(1).limit(count).iterator());
    System.out.println(new Figure(Quantity.LEARNING, (System.nanoTime() - begin) / 1e9).line());
    List<String> some = captions(2).limit(ENCODED).toList();
    try (CaptionTokenizer tokenizer = CaptionTokenizer.parse("bench", json)) {
      StepTimer timer = new StepTimer(Double.parseDouble(arguments[1]));
      double seconds = timer.time(() -> tokenizer.encode(some, LENGTH)).medianSeconds();
      System.out.println(new Figure(Quantity.RATE, ENCODED / seconds).line());
    }
  }

  private static Stream<String> captions(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.iterate(0, i -> i + 1).mapToObj(i -> caption(random));
  }

  private static String caption(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int words = 5 + random.nextInt(11);
    for (int i = 0; i < words; i++) {
      // The rank's logarithm is equally likely anywhere: Zipf's law.
      int rank = (int) Math.exp(random.nextDouble() * Math.log(WORDS));
      text.append(i == 0 ? "" : " ");
      append(rank, text);
    }
    return text.toString();
  }

  /** Frequent words are short. */
  private static void append(int rank, StringBuilder text) {
    for (int left = rank; left > 0; left /= CONSONANTS.length() * VOWELS.length()) {
      text.append(CONSONANTS.charAt(left % CONSONANTS.length()));
      text.append(VOWELS.charAt(left / CONSONANTS.length() % VOWELS.length()));
    }
  }
}
