package dev.counterpoint.datasets.audio;

import dev.counterpoint.datasets.CounterpointException;

/** A file that is no WAV file that can be read; each cause has its own class here. */
public abstract class WavException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private static final String CONVERT =
      "Convert it, for instance with: ffmpeg -i IN -ac 1 -c:a pcm_s16le OUT.wav";
  private static final String FETCH = "Fetch the file again from where it came from.";

  private WavException(String problem, String remedy) {
    super(problem, remedy);
  }

  /** Another format, or nothing at all. */
  public static final class NotWav extends WavException {
    private static final long serialVersionUID = 1L;

    NotWav(String problem) {
      super(problem, CONVERT);
    }
  }

  /** The file ends before what its header promises. */
  public static final class Truncated extends WavException {
    private static final long serialVersionUID = 1L;

    Truncated(String problem) {
      super(problem, FETCH);
    }
  }

  /**
   * A WAV file with samples that are packed, or of a width or number of channels not known here.
   */
  public static final class NotPcm extends WavException {
    private static final long serialVersionUID = 1L;

    NotPcm(String problem) {
      super(problem, CONVERT);
    }
  }

  /** A WAV file without a single sample. */
  public static final class Empty extends WavException {
    private static final long serialVersionUID = 1L;

    Empty(String problem) {
      super(problem, "Leave the file out, or record it again.");
    }
  }

  /** Sizes that contradict one another, chunks that are missing or in the wrong order. */
  public static final class Inconsistent extends WavException {
    private static final long serialVersionUID = 1L;

    Inconsistent(String problem) {
      super(problem, CONVERT);
    }
  }

  /** More sound than is read. */
  public static final class TooLong extends WavException {
    private static final long serialVersionUID = 1L;

    TooLong(String problem) {
      super(problem, "Cut it into pieces.");
    }
  }

  /** A sample that is no finite number. */
  public static final class NotFinite extends WavException {
    private static final long serialVersionUID = 1L;

    NotFinite(String problem) {
      super(problem, "Find out what wrote it: a computation has gone wrong there.");
    }
  }
}
