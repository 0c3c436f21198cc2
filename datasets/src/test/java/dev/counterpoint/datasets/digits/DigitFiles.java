package dev.counterpoint.datasets.digits;

import dev.counterpoint.datasets.idx.IdxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes small folders in MNIST's layout: three training images and two test images of 4 x 5. */
final class DigitFiles {

  private DigitFiles() {}

  static Map<String, byte[]> packed() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("train-images-idx3-ubyte.gz", IdxBytes.gzip(IdxBytes.images(3, 4, 5)));
    files.put("train-labels-idx1-ubyte.gz", IdxBytes.gzip(IdxBytes.labels(0, 1, 2)));
    files.put("t10k-images-idx3-ubyte.gz", IdxBytes.gzip(IdxBytes.images(2, 4, 5)));
    files.put("t10k-labels-idx1-ubyte.gz", IdxBytes.gzip(IdxBytes.labels(3, 0)));
    return files;
  }

  static Path write(Path folder, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    return folder;
  }
}
