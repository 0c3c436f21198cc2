package dev.counterpoint.datasets.download;

/** One mirror did not give the file; the next one may. */
final class MirrorFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final MirrorFault fault;

  MirrorFailedException(MirrorFault fault, String text, Throwable cause) {
    super(text, cause);
    this.fault = fault;
  }

  MirrorFault fault() {
    return fault;
  }
}
