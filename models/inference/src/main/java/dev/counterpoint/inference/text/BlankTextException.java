package dev.counterpoint.inference.text;

import dev.counterpoint.datasets.CounterpointException;

/** A text without a word has no embedding that would mean anything. */
public final class BlankTextException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Names which of the texts it is, from 1. */
  public BlankTextException(int number, int all) {
    super(
        all == 1 ? "the text is empty" : "text %d of %d is empty".formatted(number, all),
        "Write what the picture should show, as \"a red car\".");
  }
}
