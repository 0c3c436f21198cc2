package dev.counterpoint.datasets.captioned.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Sources;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.LeftOut;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import dev.counterpoint.datasets.captioned.source.PictureOutsideException;
import dev.counterpoint.datasets.captioned.store.FilePictures;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoFormatTest {

  private static final String IMAGES =
      "\"images\": [{\"id\": 7, \"file_name\": \"a.jpg\", \"more\": [{}]},"
          + " {\"file_name\": \"b.jpg\", \"id\": 8}, {\"id\": 9, \"file_name\": \"c.jpg\"}]";
  private static final String ANNOTATIONS =
      "\"annotations\": [{\"image_id\": 8, \"id\": 1, \"caption\": \"eins\"},"
          + " {\"caption\": \"zwei\", \"image_id\": 7}, {\"image_id\": 8, \"caption\": \"drei\"}]";

  @TempDir private Path folder;

  private CaptionedPictures open(String text) {
    return Sources.open(folder, "captions_val2017.json", text);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void captionsGoToTheirPicturesInAnyOrder(boolean imagesFirst) {
    String text = imagesFirst ? IMAGES + "," + ANNOTATIONS : ANNOTATIONS + "," + IMAGES;
    CaptionedPictures set = open("{\"info\": {\"images\": []}, " + text + "}");
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.key(0)).isEqualTo("a.jpg");
    assertThat(set.description(0).captions()).containsExactly("zwei");
    assertThat(set.key(1)).isEqualTo("b.jpg");
    assertThat(set.description(1).captions()).containsExactly("eins", "drei");
    assertThat(set.description(1).fields()).isEqualTo(Map.of("id", "8"));
    assertThat(((FilePictures) set).leftOut()).isEqualTo(new LeftOut(0, 1, 0));
  }

  @Test
  void photographsAreFoundInTheFolderOfTheYear() {
    Sources.write(folder, "val2017/a.jpg", "picture");
    CaptionedPictures set =
        Sources.open(
            folder, "annotations/captions_val2017.json", "{" + IMAGES + "," + ANNOTATIONS + "}");
    assertThat(set.picture(0)).asString().isEqualTo("picture");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{}!no array \"images\"",
        "{\"images\": []}!no array \"annotations\"",
        "{\"images\": {}, \"annotations\": []}!images: expected an array, found an object",
        "{\"images\": [1], \"annotations\": []}!each of images: expected an object, found a number",
        "{\"images\": [{\"id\": 1}]}!one of images has no file_name",
        "{\"images\": [{\"id\": 1, \"file_name\": 3}]}!file_name: expected a text, found a number",
        "{\"images\": [{\"id\": 1.5, \"file_name\": \"a\"}]}!images: id: expected a text",
        "{\"images\": [{\"id\": 1, \"file_name\": \"a\"}, {\"id\": 1, \"file_name\": \"b\"}]}"
            + "!two images have the id 1",
        "{\"images\": [{\"id\": 1, \"file_name\": \"a\"}], \"annotations\": [{\"image_id\": 2,"
            + " \"caption\": \"c\"}]}!image_id 2, and no image has",
        "{\"images\": [{\"id\": 1, \"file_name\": \"a\"}], \"annotations\": [{\"image_id\": 1,"
            + " \"caption\": null}]}!caption: expected a text, found null",
        "{\"images\": [{\"id\": 1,!not valid JSON",
        "[]!the file: expected an object, found an array",
        "{} {}!something follows",
      })
  void whatIsNotCocoIsAnErrorThatSaysWhy(String text, String problem) {
    assertThatThrownBy(() -> open(text))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessageContaining("captions_val2017.json")
        .hasMessageContaining(problem)
        .hasMessageContaining("Expected is COCO's format");
  }

  @Test
  void errorsNameTheLine() {
    assertThatThrownBy(() -> open("{\n\"images\": [\n{\"id\": true}]}"))
        .hasMessageContaining("captions_val2017.json line 3");
  }

  @Test
  void imagesWithoutAnyAnnotationAreAnError() {
    assertThatThrownBy(() -> open("{" + IMAGES + ", \"annotations\": []}"))
        .isInstanceOf(EmptySourceException.class)
        .hasMessageContaining("3 images and no annotation");
  }

  @Test
  void noPathLeavesTheFolder() {
    assertThatThrownBy(
            () -> open(("{" + IMAGES + "," + ANNOTATIONS + "}").replace("a.jpg", "../a.jpg")))
        .isInstanceOf(PictureOutsideException.class);
  }
}
