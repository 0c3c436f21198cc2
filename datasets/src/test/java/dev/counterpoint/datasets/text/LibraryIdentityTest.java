package dev.counterpoint.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.bpe.BpeSettings;
import dev.counterpoint.datasets.text.bpe.BpeTrainer;
import dev.counterpoint.datasets.text.bpe.CaptionWords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Java encodes has the ids of Hugging Face's library, read from the same tokenizer.json. */
class LibraryIdentityTest {

  private static final String[] PIECES = {
    "a photo of ",
    "DON'T we'll I'm she'd they've o'clock 's ''s '",
    "\u200d",
    "\ufe0f",
    "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
    "\ud83c\uddef\ud83c\uddf5",
    "\ud83c\udffd",
    "e\u0301",
    "\u1112\u1161\u11ab",
    "\u0130stanbul",
    "\u039f\u03a3 \u03a3\u03b1\u03c2",
    "\u4e2d\u6587\u5b57\u7b26",
    "\u304c\u30ab\u3099",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0651\u0629",
    "\u0939\u093f\u0928\u094d\u0926\u0940",
    "q\u0323\u0307",
    "\u00bd\u2167\u0663 42 3.14",
    "\u0000",
    "\u0001\u001f\u007f\u0085",
    "\u00a0\u2003\u3000",
    "          ",
    "\t\r\n",
    "<|",
    "|>",
    "</w>",
    "<|pad",
    "\ufeff",
    "\u2126\u212b\u1e9e",
    "\ufb01",
    "!!!??...---",
    "\uff21\uff22",
    "\ud800\udf48"
  };

  private static byte[] json;
  private static CaptionTokenizer tokenizer;
  private static ClipForm inJava;
  private static HuggingFaceTokenizer library;

  @BeforeAll
  static void train() throws IOException {
    List<String> captions = new ArrayList<>(GeneratedCaptions.real());
    GeneratedCaptions.stream(5_000, 3).forEachRemaining(captions::add);
    captions.addAll(List.of(PIECES));
    captions.addAll(List.of(PIECES));
    json = new BpeTrainer(BpeSettings.of(3_000)).train(captions.iterator());
    tokenizer = CaptionTokenizer.parse("trained", json);
    inJava = ClipForm.of(TokenizerFile.read("trained", json)).orElseThrow();
    library =
        HuggingFaceTokenizer.newInstance(
            new ByteArrayInputStream(json), Map.of("truncation", "false", "padding", "false"));
  }

  @AfterAll
  static void close() {
    library.close();
    tokenizer.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyTextHasTheLibrarysIds(long seed) {
    RandomAddress address = RandomAddress.seed(seed).purpose("text");
    for (int i = 0; i < 2_500; i++) {
      String text = randomText(address.at(i).stream());
      assertSame("seed %d, text %d".formatted(seed, i), text);
    }
  }

  @Test
  void everyCharacterThatJavaKnowsHasTheLibrarysIds() {
    StringBuilder text = new StringBuilder();
    for (int c = 0, taken = 0; c <= Character.MAX_CODE_POINT; c++) {
      int type = Character.getType(c);
      // Of the 137,468 for private use, which are all alike, a few.
      boolean alike = type == Character.PRIVATE_USE && c % 97 != 0;
      boolean character = type != Character.SURROGATE && c != '<' && !alike;
      if (character && Character.isDefined(c)) {
        String same = Character.toString(c);
        text.append('a').append(same).append('1').append(same).append('.').append(same + same);
        if (++taken % 32 == 0) {
          assertSame("up to U+%X".formatted(c), text.toString());
          text.setLength(0);
        }
      }
    }
  }

  @Test
  void captionsHaveTheLibrarysIdsAndAreEncodedInJava() {
    Iterator<String> captions = GeneratedCaptions.stream(5_000, 7);
    while (captions.hasNext()) {
      String caption = captions.next();
      assertThat(inJava.encodes(caption)).isTrue();
      assertSame("generated", caption);
    }
    for (String caption : GeneratedCaptions.real()) {
      assertSame("real", caption);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", " ", "a ", "\u4e2d", "!", "\ud83d\ude00", "1"})
  void longTextsHaveTheLibrarysIds(String piece) {
    assertSame("long", piece.repeat(200_000 / piece.length()));
  }

  @Test
  void startAndEndStandWhereTheLibraryPutsThem() {
    long[] row = tokenizer.encode(List.of("a photo of a cat"), 12).ids();
    long[] encoded = library.encode("a photo of a cat").getIds();
    assertThat(row).startsWith(encoded);
    assertThat(row).endsWith(tokenizer.padId());
  }

  /** The library itself takes halves of pairs for bytes, so it is given what they stand for. */
  private static void assertSame(String which, String text) {
    String whole = CaptionWords.withoutLoneSurrogates(text);
    int[] expected = new int[0];
    if (!whole.isEmpty()) {
      long[] ids = library.encode(whole, false, false).getIds();
      expected = Arrays.stream(ids).mapToInt(id -> (int) id).toArray();
    }
    assertThat(tokenizer.tokens(text)).as(which).isEqualTo(expected);
    boolean defined = whole.codePoints().allMatch(Character::isDefined);
    boolean added = whole.contains("<|startoftext|>") || whole.contains("<|endoftext|>");
    if (defined && !added && !whole.contains("<|pad|>")) {
      List<Integer> ids = new ArrayList<>();
      inJava.encode(
          text,
          word -> {
            for (int id : word) {
              ids.add(id);
            }
          });
      assertThat(ids.stream().mapToInt(id -> id).toArray())
          .as(which + ", Java")
          .isEqualTo(expected);
    }
  }

  private static String randomText(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(12); n > 0; n--) {
      switch (random.nextInt(8)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.appendCodePoint(random.nextInt(0x110000));
        case 2 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        case 3 -> text.append((char) (0x300 + random.nextInt(0x70)));
        case 4 -> text.append((char) random.nextInt(0x250));
        case 5 -> text.append(" ".repeat(random.nextInt(40)));
        default -> text.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return text.toString();
  }
}
