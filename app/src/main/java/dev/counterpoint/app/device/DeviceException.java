package dev.counterpoint.app.device;

import dev.counterpoint.datasets.CounterpointException;

/** A device that was asked for and is not there. */
public final class DeviceException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Creates the error; see {@link CounterpointException}. */
  public DeviceException(String problem, String remedy) {
    super(problem, remedy);
  }
}
