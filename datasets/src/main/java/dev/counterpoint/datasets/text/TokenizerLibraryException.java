package dev.counterpoint.datasets.text;

import dev.counterpoint.datasets.CounterpointException;

/** The native tokenizer library does not load on this machine, or failed. */
public final class TokenizerLibraryException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  TokenizerLibraryException(String problem, Throwable cause) {
    super(
        problem,
        "The library exists for Linux (x86_64, aarch64; glibc), macOS (aarch64) and Windows"
            + " (x86_64), and is unpacked once to the folder of DJL_CACHE_DIR (else ~/.djl.ai),"
            + " which must be writable.",
        cause);
  }
}
