package dev.counterpoint.datasets.nlvr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.nlvr.DrawnScene.Form;
import dev.counterpoint.datasets.nlvr.DrawnScene.Thing;
import dev.counterpoint.datasets.nlvr.DrawnScene.Tint;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawnStatementsTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(9);
  private static final NlvrSettings SETTINGS = NlvrSettings.standard().withExamples(402, 40);

  @Test
  void neitherModalityAloneTellsAnything() {
    MultimodalPart train = DrawnStatements.generate(SETTINGS, ADDRESS).data().train();

    assertThat(train.size()).isEqualTo(400);
    for (String modality : List.of("image", "sentence")) {
      ModalityArray array = train.array(modality);
      Map<ByteBuffer, Integer> balance = new HashMap<>();
      for (int i = 0; i < train.size(); i++) {
        balance.merge(
            array.rows(new int[] {i}).data(), train.labels()[i] == 1 ? 1 : -1, Integer::sum);
      }
      // Each is as often true as false, to the example.
      assertThat(balance.values()).containsOnly(0);
      assertThat(balance.size()).isGreaterThan(20);
    }
  }

  @Test
  void noSceneIsInTwoParts() {
    StatementData drawn = DrawnStatements.generate(SETTINGS, ADDRESS);
    Set<ByteBuffer> seen = new HashSet<>();
    int sum = 0;
    for (MultimodalPart part :
        List.of(drawn.data().train(), drawn.data().validation(), drawn.data().test())) {
      Set<ByteBuffer> own = new HashSet<>();
      for (int i = 0; i < part.size(); i++) {
        own.add(part.array("image").rows(new int[] {i}).data());
      }
      sum += own.size();
      seen.addAll(own);
    }
    assertThat(seen).hasSize(sum).hasSize((400 + 40 + 40) / 2);
  }

  @Test
  void equalSeedsGiveEqualData() {
    StatementData one = DrawnStatements.generate(SETTINGS, ADDRESS);
    StatementData same = DrawnStatements.generate(SETTINGS, RandomAddress.seed(9));
    StatementData other = DrawnStatements.generate(SETTINGS, RandomAddress.seed(10));

    assertThat(one.data().test().arrays()).isEqualTo(same.data().test().arrays());
    assertThat(one.tokenizer()).isEqualTo(same.tokenizer());
    assertThat(one.data().test().arrays()).isNotEqualTo(other.data().test().arrays());
    assertThat(one.data().drawn()).isTrue();
    assertThat(one.truncated()).isZero();
  }

  @Test
  void statementsSayWhatIsInTheBoxes() {
    Thing blue = new Thing(Form.CIRCLE, Tint.BLUE, 0.3, 0.3);
    Thing red = new Thing(Form.SQUARE, Tint.RED, 0.7, 0.7);
    DrawnScene scene = new DrawnScene(List.of(List.of(blue), List.of(red), List.of(blue, red)));

    assertStatement(
        DrawnStatement.Kind.IN_BOX, blue, 0, scene, "there is a blue circle in the left box", true);
    assertStatement(
        DrawnStatement.Kind.IN_BOX, red, 0, scene, "there is a red square in the left box", false);
    assertStatement(
        DrawnStatement.Kind.NOT_IN_BOX,
        red,
        1,
        scene,
        "there is no red square in the middle box",
        false);
    assertStatement(
        DrawnStatement.Kind.EXACTLY, red, 2, scene, "exactly two boxes have a red square", true);
    assertStatement(
        DrawnStatement.Kind.EXACTLY, red, 1, scene, "exactly one box has a red square", false);
    assertStatement(
        DrawnStatement.Kind.AT_LEAST,
        blue,
        2,
        scene,
        "at least two boxes have a blue circle",
        true);
  }

  private static void assertStatement(
      DrawnStatement.Kind kind,
      Thing thing,
      int number,
      DrawnScene scene,
      String sentence,
      boolean truth) {
    DrawnStatement statement = new DrawnStatement(kind, thing.form(), thing.tint(), number);
    assertThat(statement.sentence()).isEqualTo(sentence);
    assertThat(statement.holds(scene)).isEqualTo(truth);
  }

  @Test
  void thingsAreWhereTheySayInTheirColours() {
    Thing blue = new Thing(Form.CIRCLE, Tint.BLUE, 0.5, 0.5);
    DrawnScene scene = new DrawnScene(List.of(List.of(blue), List.of(), List.of()));
    BoxPainter painter = new BoxPainter(30, 90);
    byte[] pixels = new byte[painter.bytes()];
    painter.paint(scene, pixels, 0);

    assertThat(pixel(pixels, 15, 15)).isEqualTo(Tint.BLUE.rgb());
    assertThat(pixel(pixels, 15, 45)).isEqualTo(0xE0E0E0);
    assertThat(pixel(pixels, 0, 45)).isEqualTo(0x606060);
    assertThat(painter.bytes()).isEqualTo(3 * 30 * 90);
  }

  private static int pixel(byte[] pixels, int y, int x) {
    int at = y * 90 + x;
    return (pixels[at] & 0xFF) << 16 | (pixels[at + 2700] & 0xFF) << 8 | pixels[at + 5400] & 0xFF;
  }
}
