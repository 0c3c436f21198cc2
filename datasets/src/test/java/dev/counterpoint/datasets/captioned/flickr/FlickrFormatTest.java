package dev.counterpoint.datasets.captioned.flickr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Sources;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlickrFormatTest {

  @TempDir private Path folder;

  @Test
  void tokenFileGivesTheCaptionsOfEachPicture() {
    Sources.write(folder, "Flicker8k_Dataset/b.jpg", "picture");
    CaptionedPictures set =
        Sources.open(
            folder,
            "Flickr8k.token.txt",
            "a.jpg#0\tA child #1 , \"in\" pink\na.jpg#1\tA girl\n\nb.jpg#0\tA dog\n");
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.description(0).captions()).containsExactly("A child #1 , \"in\" pink", "A girl");
    assertThat(set.picture(1)).asString().isEqualTo("picture");
  }

  @Test
  void barredFileGivesTheCaptionsOfEachPicture() {
    CaptionedPictures set =
        Sources.open(
            folder,
            "results.csv",
            "image_name| comment_number| comment\n1.jpg| 0| Two | guys .\n"
                + "1.jpg| 1   A dog runs .\n2.jpg| 0| A cat .\n");
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.description(0).captions()).containsExactly("Two | guys .");
    assertThat(set.description(1).captions()).containsExactly("A cat .");
  }

  @Test
  void tableOfFlickr8kIsATable() {
    CaptionedPictures set =
        Sources.open(folder, "captions.txt", "image,caption\na.jpg,A child in pink .\n");
    assertThat(set.description(0).captions()).containsExactly("A child in pink .");
  }

  @Test
  void lineOfAnotherKindIsAnErrorWithItsNumber() {
    assertThatThrownBy(() -> Sources.open(folder, "t.txt", "a.jpg#0\tA\n\nb.jpg\tB\n"))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessageContaining("t.txt line 3: expected name.jpg#0<TAB>caption");
  }

  @Test
  void headerAloneIsAnError() {
    assertThatThrownBy(() -> Sources.open(folder, "t.csv", "image_name| comment_number| comment\n"))
        .isInstanceOf(EmptySourceException.class);
  }
}
