package dev.counterpoint.datasets.symbols;

import dev.counterpoint.datasets.CounterpointException;

/** A file that is no table of symbols; names file and line. */
public final class SymbolTableException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  SymbolTableException(String where, String problem, String remedy) {
    super(where + ": " + problem, remedy);
  }
}
