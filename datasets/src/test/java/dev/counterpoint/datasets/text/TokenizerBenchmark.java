package dev.counterpoint.datasets.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.counterpoint.datasets.text.bpe.BpeSettings;
import dev.counterpoint.datasets.text.bpe.BpeTrainer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Seconds to train on a million captions, and captions a second that are encoded, by Java and by
 * the library. No test; to run it, from the top folder after {@code mvn test-compile}:
 *
 * <pre>
 * mvn -pl datasets org.codehaus.mojo:exec-maven-plugin:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=dev.counterpoint.datasets.text.TokenizerBenchmark
 * </pre>
 */
final class TokenizerBenchmark {

  private static final int BATCH = 256;

  private TokenizerBenchmark() {}

  /** Takes the number of captions, by default a million. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("ai.djl.offline", "true");
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    List<String> captions = new ArrayList<>(count);
    GeneratedCaptions.stream(count, 1).forEachRemaining(captions::add);
    byte[] json = null;
    for (int size : new int[] {8_192, 49_408}) {
      for (int threads = 1; threads <= 2; threads++) {
        long start = System.nanoTime();
        json = new BpeTrainer(BpeSettings.of(size), threads).train(captions.iterator());
        System.out.printf(
            "train: %d captions, %d tokens, %d threads: %.1f s%n",
            count, size, threads, (System.nanoTime() - start) / 1e9);
      }
    }
    List<String> fewer = captions.subList(0, Math.min(count, 40_000));
    try (CaptionTokenizer tokenizer = CaptionTokenizer.parse("benchmark", json);
        TokenizerLibrary lean =
            new TokenizerLibrary("benchmark", TokenizerFile.read("benchmark", json).forLibrary());
        HuggingFaceTokenizer library =
            HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), Map.of())) {
      for (int threads = 1; threads <= 2; threads++) {
        measure("CaptionTokenizer.encode", threads, captions, b -> tokenizer.encode(b, 77));
        measure("library, ids only", threads, fewer, b -> b.forEach(lean::tokens));
        measure("DJL encode", threads, fewer, b -> b.forEach(library::encode));
        measure("DJL batchEncode", threads, fewer, library::batchEncode);
      }
    }
  }

  private static void measure(
      String what, int threads, List<String> captions, Consumer<List<String>> encode) {
    int batches = captions.size() / BATCH;
    double best = 0;
    for (int repeat = 0; repeat < 3; repeat++) {
      long start = System.nanoTime();
      List<Thread> workers =
          IntStream.range(0, threads)
              .mapToObj(
                  t ->
                      new Thread(
                          () -> {
                            for (int b = t; b < batches; b += threads) {
                              encode.accept(captions.subList(b * BATCH, (b + 1) * BATCH));
                            }
                          }))
              .toList();
      workers.forEach(Thread::start);
      for (Thread worker : workers) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      best = Math.max(best, batches * BATCH / ((System.nanoTime() - start) / 1e9));
    }
    System.out.printf("%s, %d threads: %,.0f captions/s%n", what, threads, best);
  }
}
