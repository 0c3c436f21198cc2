package dev.counterpoint.datasets.captioned.folder;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.CaptionFormat;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.LeftOut;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.captioned.store.PictureFolder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A folder with a text beside each picture: {@code cat.jpg} and {@code cat.txt}, one caption a
 * line, at any depth. Links that lead out of the folder are not followed, nor are links to folders.
 * Pictures without text and texts without picture are counted and left out.
 */
public final class FolderFormat implements CaptionFormat {

  @Override
  public String text() {
    return "folder: cat.txt beside cat.jpg, one caption a line, at any depth";
  }

  @Override
  public boolean recognises(SourceFile source) {
    return source.isFolder();
  }

  @Override
  public CaptionedPictures open(SourceFile source, SourceOptions options) {
    FolderWalk walk = FolderWalk.of(source.existing(), source.given());
    List<String> keys = new ArrayList<>();
    Set<String> used = new HashSet<>();
    int silent = 0;
    for (String picture : walk.pictures()) {
      String text = FolderWalk.stem(picture);
      if (walk.texts().contains(text)) {
        keys.add(picture);
        used.add(text);
      } else {
        silent++;
      }
    }
    LeftOut leftOut = new LeftOut(0, silent, walk.texts().size() - used.size());
    if (keys.isEmpty()) {
      throw new EmptySourceException(
          source.given(),
          "found were %d pictures without a text and %d texts without a picture"
              .formatted(leftOut.picturesWithoutCaption(), leftOut.captionsWithoutPicture()),
          "A caption of cat.jpg stands in cat.txt beside it. If there is a table of captions, name"
              + " the table instead.");
    }
    PictureFolder folder = new PictureFolder(source.existing(), options.limits());
    return new FolderPictures(source.given(), keys, folder, leftOut);
  }
}
