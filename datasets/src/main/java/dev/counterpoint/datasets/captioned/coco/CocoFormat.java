package dev.counterpoint.datasets.captioned.coco;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.CaptionFormat;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;

/**
 * COCO captions: an object with {@code images} ({@code id}, {@code file_name}) and {@code
 * annotations} ({@code image_id}, {@code caption}). Pictures are looked for beside the file, in
 * {@code images}, and, for {@code captions_val2017.json}, in {@code val2017} beside the file or
 * beside its folder. Pictures without a caption are counted and left out. The id of a picture is
 * its field {@code id}.
 */
public final class CocoFormat implements CaptionFormat {

  @Override
  public String text() {
    return "COCO captions (.json): an object with images (id, file_name) and annotations (image_id,"
        + " caption)";
  }

  @Override
  public boolean recognises(SourceFile source) {
    return source.isFileEndingWith(".json") || source.firstLine().stripLeading().startsWith("{");
  }

  @Override
  public CaptionedPictures open(SourceFile source, SourceOptions options) {
    return new CocoReader(source, options).read();
  }
}
