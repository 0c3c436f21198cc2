package dev.counterpoint.datasets.captioned.flickr;

import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.CaptionFormat;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.LeftOut;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.captioned.store.ExampleListBuilder;
import dev.counterpoint.datasets.captioned.store.FilePictures;
import dev.counterpoint.datasets.captioned.store.FolderSearch;
import dev.counterpoint.datasets.captioned.store.PictureFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Captions of Flickr8k and Flickr30k, one a line: {@code name.jpg#0<TAB>caption}, or {@code
 * name.jpg| 0| caption} below the header {@code image_name| comment_number| comment}. Pictures are
 * looked for beside the file, in {@code images}, and in the folders that the two sets come with. A
 * line of the second kind without its second bar, of which the published file has one, gives no
 * caption.
 */
public final class FlickrFormat implements CaptionFormat {

  private static final int SAMPLE = 100;
  private static final Pattern TOKEN_LINE = Pattern.compile("[^\\t|#]+#\\d+\\t.*");
  private static final Pattern BAR_HEADER =
      Pattern.compile("\\s*image_name\\s*\\|\\s*comment_number\\s*\\|\\s*comment\\s*");

  @Override
  public String text() {
    return "Flickr8k or Flickr30k (.token, .txt, .csv): name.jpg#0<TAB>caption, or"
        + " image_name| comment_number| comment";
  }

  @Override
  public boolean recognises(SourceFile source) {
    String line = source.firstLine();
    return TOKEN_LINE.matcher(line).matches() || isBarred(line);
  }

  private static boolean isBarred(String line) {
    return BAR_HEADER.matcher(line).matches();
  }

  @Override
  public CaptionedPictures open(SourceFile source, SourceOptions options) {
    String name = source.given();
    boolean barred = isBarred(source.firstLine());
    PictureFolder folder =
        FolderSearch.find(
            source,
            options,
            sample(source, barred),
            "Images",
            "Flicker8k_Dataset",
            "Flickr8k_Dataset",
            "flickr30k_images",
            "flickr30k-images");
    ExampleListBuilder examples = new ExampleListBuilder(name, List.of());
    try (FlickrLines lines = new FlickrLines(source.existing(), name, barred)) {
      while (lines.next()) {
        int example = examples.example(folder.key(lines.picture(), lines::where), lines.line());
        if (lines.caption() != null) {
          examples.caption(example, lines.caption(), lines.line());
        }
      }
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    }
    if (examples.captions() == 0) {
      throw new EmptySourceException(name, "no line has a caption", "");
    }
    return new FilePictures(name, examples.build(), folder, LeftOut.nothing());
  }

  private static List<String> sample(SourceFile source, boolean barred) {
    List<String> pictures = new ArrayList<>();
    try (FlickrLines lines = new FlickrLines(source.existing(), source.given(), barred)) {
      while (pictures.size() < SAMPLE && lines.next()) {
        pictures.add(lines.picture());
      }
    } catch (IOException e) {
      throw new UnreadableFileException(source.given(), e);
    }
    return pictures;
  }
}
