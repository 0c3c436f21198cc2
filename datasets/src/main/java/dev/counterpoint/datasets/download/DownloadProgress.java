package dev.counterpoint.datasets.download;

/** Told how far a download has come; called often, from the thread that downloads. */
@FunctionalInterface
public interface DownloadProgress {

  /**
   * The download has come so far.
   *
   * @param file name of the file
   * @param bytesSoFar bytes that are there, those of an earlier, interrupted download included;
   *     goes back when a download starts over
   * @param bytesInAll size of the whole file
   */
  void reached(String file, long bytesSoFar, long bytesInAll);

  /** One that tells nobody. */
  static DownloadProgress silent() {
    return (file, bytesSoFar, bytesInAll) -> {};
  }
}
