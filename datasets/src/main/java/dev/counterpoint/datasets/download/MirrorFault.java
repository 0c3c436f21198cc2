package dev.counterpoint.datasets.download;

/** Why a mirror did not give the file; the later in this list, the more it tells the person. */
enum MirrorFault {
  NO_NETWORK(
      DownloadException.NoNetwork::new,
      "Check the connection (behind a proxy: JAVA_TOOL_OPTIONS=\"-Dhttps.proxyHost=HOST"
          + " -Dhttps.proxyPort=PORT\")."),
  HTTP_STATUS(
      DownloadException.HttpStatus::new,
      "Try again later; the server may be busy, or the file may have moved."),
  CUT_OFF(
      DownloadException.CutOff::new,
      "Run the same command again: the download continues where it stopped."),
  WRONG_SIZE(
      DownloadException.WrongSize::new,
      "The file on the server is not the one that is expected; try again later."),
  WRONG_HASH(
      DownloadException.WrongHash::new,
      "What came was deleted. Try again; if it stays so, the file on the server was replaced."),
  WEB_PAGE(
      DownloadException.WebPage::new,
      "Does this network ask for a login? Open any page in a browser, log in, and try again.");

  private final Maker maker;
  private final String remedy;

  MirrorFault(Maker maker, String remedy) {
    this.maker = maker;
    this.remedy = remedy;
  }

  DownloadException exception(String problem, Throwable cause) {
    return maker.make(problem, remedy, cause);
  }

  private interface Maker {
    DownloadException make(String problem, String remedy, Throwable cause);
  }
}
