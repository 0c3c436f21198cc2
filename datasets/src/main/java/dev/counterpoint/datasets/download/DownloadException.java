package dev.counterpoint.datasets.download;

import dev.counterpoint.datasets.CounterpointException;

/** A file that could not be downloaded; each cause has its own class here. */
public abstract class DownloadException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private DownloadException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }

  /** The server was not reached: no network, no such host, refused, no answer in time. */
  public static final class NoNetwork extends DownloadException {
    private static final long serialVersionUID = 1L;

    NoNetwork(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }

  /** The connection ended or stalled before all bytes had come; what came is kept. */
  public static final class CutOff extends DownloadException {
    private static final long serialVersionUID = 1L;

    CutOff(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }

  /** The server answered with a status other than success. */
  public static final class HttpStatus extends DownloadException {
    private static final long serialVersionUID = 1L;

    HttpStatus(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }

  /** A web page came instead of the file: the login page of a network, or an error page. */
  public static final class WebPage extends DownloadException {
    private static final long serialVersionUID = 1L;

    WebPage(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }

  /** The server has a file of another size under this name. */
  public static final class WrongSize extends DownloadException {
    private static final long serialVersionUID = 1L;

    WrongSize(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }

  /** All bytes came, but their SHA-256 is not the pinned one; they are deleted. */
  public static final class WrongHash extends DownloadException {
    private static final long serialVersionUID = 1L;

    WrongHash(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }

  /** The target folder does not take the file: no permission, disk full, locked by another. */
  public static final class NotWritable extends DownloadException {
    private static final long serialVersionUID = 1L;

    NotWritable(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }

  /** The thread was interrupted; what came is kept. */
  public static final class Interrupted extends DownloadException {
    private static final long serialVersionUID = 1L;

    Interrupted(String problem, Throwable cause) {
      super(problem, "Run the same command again: the download continues where it stopped.", cause);
    }
  }
}
