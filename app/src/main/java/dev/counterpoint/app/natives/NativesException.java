package dev.counterpoint.app.natives;

import dev.counterpoint.datasets.CounterpointException;

/** PyTorch's libraries cannot be had as they were asked for; each cause has its own class here. */
public abstract class NativesException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private NativesException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }

  /** A setting that is none of the possible ones, or that contradicts another. */
  public static final class WrongSetting extends NativesException {
    private static final long serialVersionUID = 1L;

    WrongSetting(String problem, String remedy) {
      super(problem, remedy, null);
    }
  }

  /** CUDA libraries on a system that has none. */
  public static final class NotSupported extends NativesException {
    private static final long serialVersionUID = 1L;

    NotSupported(String problem, String remedy) {
      super(problem, remedy, null);
    }
  }

  /** The program was built without the profile, or a jar has gone since. */
  public static final class NotBuilt extends NativesException {
    private static final long serialVersionUID = 1L;

    NotBuilt(String problem, String remedy) {
      super(problem, remedy, null);
    }
  }

  /** A jar that is not whole, or another than it should be. */
  public static final class CorruptJar extends NativesException {
    private static final long serialVersionUID = 1L;

    CorruptJar(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }

  /** The cache has less room than the libraries need. */
  public static final class NoRoom extends NativesException {
    private static final long serialVersionUID = 1L;

    NoRoom(String problem, String remedy) {
      super(problem, remedy, null);
    }
  }

  /** The cache does not take the libraries: no permission, disk full, a fault of the disk. */
  public static final class NotUnpacked extends NativesException {
    private static final long serialVersionUID = 1L;

    NotUnpacked(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }

  /** A PyTorch that DJL's JNI library does not fit: it would end the JVM. */
  public static final class WrongTorch extends NativesException {
    private static final long serialVersionUID = 1L;

    WrongTorch(String problem, String remedy) {
      super(problem, remedy, null);
    }
  }

  /** The system refuses to load a library. */
  public static final class NotLoaded extends NativesException {
    private static final long serialVersionUID = 1L;

    NotLoaded(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }
}
