package dev.counterpoint.datasets.text;

import dev.counterpoint.datasets.CounterpointException;

/** A tokenizer.json that cannot be used: damaged, lying, or of a kind that is not read. */
public final class MalformedTokenizerException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  MalformedTokenizerException(String problem, String remedy) {
    super(problem, remedy);
  }

  MalformedTokenizerException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }
}
