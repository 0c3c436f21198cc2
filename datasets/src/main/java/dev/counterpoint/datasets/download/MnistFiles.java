package dev.counterpoint.datasets.download;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The four files of MNIST (LeCun, Cortes, Burges: <i>The MNIST database of handwritten digits</i>),
 * pinned by SHA-256, and the mirrors that carry them.
 */
public final class MnistFiles {

  private static final List<String> MIRRORS =
      List.of(
          "https://ossci-datasets.s3.amazonaws.com/mnist/",
          "https://storage.googleapis.com/cvdf-datasets/mnist/");

  private static final List<RemoteFile> FILES =
      List.of(
          file(
              "train-images-idx3-ubyte.gz",
              9_912_422,
              "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
          file(
              "train-labels-idx1-ubyte.gz",
              28_881,
              "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
          file(
              "t10k-images-idx3-ubyte.gz",
              1_648_877,
              "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
          file(
              "t10k-labels-idx1-ubyte.gz",
              4_542,
              "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));

  /** The same four files unpacked, as many programs leave them. */
  private static final Set<String> UNPACKED =
      Set.of(
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

  private MnistFiles() {}

  /** The files to download: training images and labels, test images and labels. */
  public static List<RemoteFile> all() {
    return FILES;
  }

  /**
   * Whether these are the published MNIST files, packed as published or unpacked.
   *
   * @param sha256ByFile the SHA-256 of each file, by file name
   */
  public static boolean areMnist(Map<String, String> sha256ByFile) {
    Set<String> known =
        Stream.concat(FILES.stream().map(RemoteFile::sha256), UNPACKED.stream())
            .collect(Collectors.toUnmodifiableSet());
    return sha256ByFile.size() == FILES.size() && known.containsAll(sha256ByFile.values());
  }

  private static RemoteFile file(String name, long size, String sha256) {
    return new RemoteFile(
        name, MIRRORS.stream().map(mirror -> URI.create(mirror + name)).toList(), size, sha256);
  }
}
