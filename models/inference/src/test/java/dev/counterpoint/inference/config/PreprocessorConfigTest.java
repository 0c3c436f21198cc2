package dev.counterpoint.inference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.picture.prepare.Interpolation;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation.Channels;
import dev.counterpoint.datasets.picture.prepare.Resize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessorConfigTest {

  /** As the best known model of this kind has it. */
  private static final String CLIP =
      """
      {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true, "do_convert_rgb": true,
       "do_normalize": true, "do_rescale": true, "do_resize": true,
       "image_mean": [0.48145466, 0.4578275, 0.40821073],
       "image_std": [0.26862954, 0.26130258, 0.27577711],
       "image_processor_type": "CLIPImageProcessor",
       "resample": 3, "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 224}}
      """;

  static Stream<PicturePreparation> preparations() {
    List<PicturePreparation> all = new ArrayList<>();
    for (Resize resize : Resize.values()) {
      for (Interpolation interpolation : Interpolation.values()) {
        all.add(
            new PicturePreparation(
                28,
                28,
                resize,
                interpolation,
                resize == Resize.PAD ? 17 : 0,
                Channels.RGB,
                1 / 255f,
                List.of(0.1f, 0.2f, 0.3f),
                List.of(0.4f, 0.5f, 0.6f)));
      }
    }
    all.add(
        new PicturePreparation(
            20,
            30,
            Resize.STRETCH,
            Interpolation.BILINEAR,
            0,
            Channels.GREY,
            1,
            List.of(0f),
            List.of(1f)));
    all.add(
        PicturePreparation.unit(20, 30, Resize.STRETCH)
            .withDecoding(PicturePreparation.Decoding.REDUCED));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("preparations")
  void whatIsWrittenIsReadBackEqual(PicturePreparation preparation) {
    byte[] json = new PreprocessorConfig(preparation).json();
    assertThat(PreprocessorConfig.parse("x", json).preparation()).isEqualTo(preparation);
  }

  @Test
  void theFileOfClipIsUnderstood() {
    PicturePreparation preparation = parse(CLIP).preparation();
    assertThat(preparation.resize()).isEqualTo(Resize.SHORTEST_EDGE_AND_CENTER_CROP);
    assertThat(preparation.interpolation()).isEqualTo(Interpolation.BICUBIC);
    assertThat(preparation.width()).isEqualTo(224);
    assertThat(preparation.factor()).isEqualTo(1 / 255f);
    assertThat(preparation.mean().get(1)).isEqualTo(0.4578275f);
  }

  @Test
  void whatIsNotDoneNeedsNoNumbers() {
    PicturePreparation preparation =
        parse(
                "{\"size\": {\"height\": 2, \"width\": 3}, \"do_rescale\": false,"
                    + " \"do_normalize\": false}")
            .preparation();
    assertThat(preparation.factor()).isEqualTo(1);
    assertThat(preparation.mean()).containsExactly(0f, 0f, 0f);
    assertThat(preparation.deviation()).containsExactly(1f, 1f, 1f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"do_resize\": true | \"do_resize\": false | do_resize: expected true",
        "\"do_resize\": true | \"do_resize\": 1 | do_resize: expected true or false, found 1",
        "\"resample\": 3 | \"resample\": 1 | resample: expected 0 (nearest)",
        "\"shortest_edge\": 224 | \"shortest_edge\": 256 | crop_size: expected the length of",
        "\"shortest_edge\": 224 | \"longest_edge\": 224 | size.shortest_edge: is missing",
        "\"shortest_edge\": 224 | \"shortest_edge\": 99999 | size.shortest_edge: expected an integer",
        "[0.48145466, 0.4578275, 0.40821073] | [0.5] | expected 3 means, found [0.5]",
        "0.26130258 | 0 | expected deviations that are numbers other than 0",
        "0.00392156862745098 | null | rescale_factor: is missing",
      })
  void whatIsWrongOrNotSupportedIsNamed(String from, String to, String message) {
    assertThat(CLIP).contains(from);
    assertThatThrownBy(() -> parse(CLIP.replace(from, to)))
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aCropThatIsNotSquareCannotBeWritten() {
    PicturePreparation preparation =
        PicturePreparation.unit(20, 30, Resize.SHORTEST_EDGE_AND_CENTER_CROP);
    assertThatThrownBy(() -> new PreprocessorConfig(preparation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be square, found 20 x 30");
  }

  private static PreprocessorConfig parse(String text) {
    return PreprocessorConfig.parse("config.json", text.getBytes(StandardCharsets.UTF_8));
  }
}
