package dev.counterpoint.datasets.captioned.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** NLVR as WebDataset shards. */
@EnabledIfEnvironmentVariable(named = "COUNTERPOINT_DATA", matches = ".+")
class RealShardsTest {

  private static final Path NLVR =
      Path.of(String.valueOf(System.getenv("COUNTERPOINT_DATA"))).resolve("nlvr");

  @Test
  void everyExampleIsWhatCommonsCompressReads() throws IOException {
    Path shard = NLVR.resolve("nlvr-dev.tar");
    try (ShardedPictures pictures = ShardedPictures.open(shard.toString());
        TarFile tar = new TarFile(shard)) {
      assertThat(pictures.size()).isEqualTo(5_934);
      int index = 0;
      for (TarArchiveEntry entry : tar.getEntries()) {
        byte[] expected = tar.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".png")) {
          assertThat(pictures.key(index) + ".png").isEqualTo(entry.getName());
          assertThat(pictures.picture(index)).isEqualTo(expected);
        } else if (entry.getName().endsWith(".txt")) {
          assertThat(pictures.description(index++).captions().get(0).getBytes())
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void allThreeAreOneSetWithFieldsAndPictures() {
    String source = NLVR.resolve("nlvr-{dev,test,hidden}.tar").toString();
    try (ShardedPictures pictures = ShardedPictures.open(source)) {
      assertThat(pictures.shards()).isEqualTo(3);
      int last = pictures.size() - 1;
      assertThat(pictures.description(last).fields()).containsKey("identifier");
      Picture picture = new PictureReader().read(pictures.picture(last), "last");
      assertThat(picture.width()).isEqualTo(400);
      assertThat(picture.height()).isEqualTo(100);
    }
  }
}
