package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.captioned.loading.BadExamples;
import dev.counterpoint.datasets.download.Sha256;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Scenes of three boxes that the program draws, with statements that are true or false of them, in
 * the place of NLVR.
 *
 * <p>They come by fours: two scenes and two statements, each of which is true of one scene and
 * false of the other, and not of the same. So every scene and every statement is as often in a true
 * example as in a false one, to the example, and neither tells anything alone. Each four is in one
 * part; a statement can be in several, about other scenes.
 */
public final class DrawnStatements {

  /** Examples to train on where the settings ask for all. */
  public static final int TRAIN = 8_000;

  /** Examples to choose by, and to measure on, where the settings ask for all. */
  public static final int EVALUATION = 2_000;

  private static final int FOUR = 4;

  private final NlvrSettings settings;
  private final RandomAddress address;

  private DrawnStatements(NlvrSettings settings, RandomAddress address) {
    this.settings = settings;
    this.address = address.purpose("drawn-statements");
  }

  /**
   * Draws the data. Numbers of examples are those of the settings, rounded down to fours, at least
   * one four; the share of validation does not count.
   */
  public static StatementData generate(NlvrSettings settings, RandomAddress address) {
    return new DrawnStatements(settings, address).generate("Drawn scenes, as was asked for.");
  }

  /** The same with a reason. */
  static StatementData generate(NlvrSettings settings, RandomAddress address, String reason) {
    return new DrawnStatements(settings, address).generate(reason);
  }

  private StatementData generate(String reason) {
    int most = settings.evaluationExamples();
    Drawn train =
        draw("train", settings.trainingExamples() > 0 ? settings.trainingExamples() : TRAIN);
    Drawn validation = draw("validation", most > 0 ? most : EVALUATION);
    Drawn test = draw("test", most > 0 ? most : EVALUATION);
    try (SentenceTokens tokens =
        new SentenceTokens(train.sentences, settings.vocabularySize(), settings.tokens())) {
      MultimodalData data =
          new MultimodalData(
              "drawn statements",
              reason,
              true,
              StatementData.CLASSES,
              part(train, tokens),
              part(validation, tokens),
              part(test, tokens),
              Map.of(
                  "drawn statements",
                  Sha256.of("drawn statements 1 %s %x".formatted(settings, address.value()))));
      BadExamples none =
          new BadExamples(
              data.train().size() + data.validation().size() + data.test().size(),
              Map.of(),
              Map.of());
      return new StatementData(
          data, tokens.json(), tokens.vocabularySize(), tokens.truncated(), none);
    }
  }

  private record Drawn(byte[] pictures, List<String> sentences, int[] labels) {}

  private Drawn draw(String part, int size) {
    int fours = Math.max(1, size / FOUR);
    BoxPainter painter = new BoxPainter(settings.height(), settings.width());
    int bytes = painter.bytes();
    byte[] pictures = new byte[Math.multiplyExact(fours * FOUR, bytes)];
    List<String> sentences = new ArrayList<>();
    int[] labels = new int[fours * FOUR];
    for (int f = 0; f < fours; f++) {
      Four four = Four.draw(address.purpose(part).at(f).stream());
      for (int i = 0; i < FOUR; i++) {
        int at = f * FOUR + i;
        DrawnScene scene = i % 2 == 0 ? four.one : four.other;
        DrawnStatement statement = i / 2 == 0 ? four.trueOfOne : four.trueOfOther;
        if (i < 2) {
          painter.paint(scene, pictures, at * bytes);
        } else {
          System.arraycopy(pictures, (at - 2) * bytes, pictures, at * bytes, bytes);
        }
        sentences.add(statement.sentence());
        labels[at] = statement.holds(scene) ? 1 : 0;
      }
    }
    return new Drawn(pictures, sentences, labels);
  }

  private MultimodalPart part(Drawn drawn, SentenceTokens tokens) {
    Modality image =
        new Modality(
            StatementData.IMAGE, List.of(3L, (long) settings.height(), (long) settings.width()));
    return new MultimodalPart(
        List.of(ModalityArray.of(image, drawn.pictures), tokens.rows(drawn.sentences)),
        drawn.labels);
  }

  /** Two scenes, and two statements that tell them apart in opposite ways. */
  private record Four(
      DrawnScene one, DrawnScene other, DrawnStatement trueOfOne, DrawnStatement trueOfOther) {

    private static final int TRIES = 200;

    static Four draw(SplittableRandom random) {
      while (true) {
        DrawnScene one = DrawnScene.draw(random);
        DrawnScene other = DrawnScene.draw(random);
        DrawnStatement first = null;
        DrawnStatement second = null;
        for (int i = 0; i < TRIES && (first == null || second == null); i++) {
          DrawnStatement statement = DrawnStatement.draw(random);
          if (statement.holds(one) && !statement.holds(other)) {
            first = first == null ? statement : first;
          } else if (!statement.holds(one) && statement.holds(other)) {
            second = second == null ? statement : second;
          }
        }
        if (first != null && second != null) {
          return new Four(one, other, first, second);
        }
      }
    }
  }
}
