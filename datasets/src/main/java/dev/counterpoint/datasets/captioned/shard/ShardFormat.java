package dev.counterpoint.datasets.captioned.shard;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.CaptionFormat;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** WebDataset shards: a tar, a pattern of tars, or a folder that holds tars. */
public final class ShardFormat implements CaptionFormat {

  @Override
  public String text() {
    return "WebDataset shards (.tar, 'shards/{000..099}.tar', or a folder of them): KEY.jpg with"
        + " KEY.txt or KEY.json";
  }

  @Override
  public boolean recognises(SourceFile source) {
    String given = source.given().toLowerCase(Locale.ROOT);
    // Compressed ones are refused with a reason, which is more than not to know them.
    if (given.endsWith(".tar") || given.endsWith(".tar.gz") || given.endsWith(".tgz")) {
      return true;
    }
    return source.isFolder() && holdsTars(source.existing());
  }

  private static boolean holdsTars(Path folder) {
    try (DirectoryStream<Path> tars = Files.newDirectoryStream(folder, "*.tar")) {
      return tars.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public CaptionedPictures open(SourceFile source, SourceOptions options) {
    return ShardedPictures.open(source.given());
  }
}
