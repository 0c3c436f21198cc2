package dev.counterpoint.inference.text;

import dev.counterpoint.datasets.CounterpointException;

/** A model that cannot encode sentences was given one. */
public final class NoTextTowerException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NoTextTowerException(String where, boolean fixedCaptions) {
    super(
        where
            + (fixedCaptions
                ? ": the model knows captions of a fixed list only and reads no sentences"
                : ": the model has no encoder of sentences"),
        "Name a bundle with a tokenizer.json, as 'train clip' and 'export' make it; pictures can be"
            + " compared with pictures by any model.");
  }
}
