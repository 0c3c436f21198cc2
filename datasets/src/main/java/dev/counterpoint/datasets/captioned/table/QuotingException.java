package dev.counterpoint.datasets.captioned.table;

import dev.counterpoint.datasets.captioned.source.MalformedSourceException;

/**
 * Quotes that do not pair: perhaps they are meant as plain characters. Never leaves the package.
 */
final class QuotingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String where;

  QuotingException(String where, Exception cause) {
    super(cause);
    this.where = where;
  }

  /** What a person is told when nothing else can be made of it. */
  MalformedSourceException malformed() {
    return new MalformedSourceException(
        where,
        "a quoted cell goes wrong in the record that begins here: " + getCause().getMessage(),
        "A cell with quotes is quoted as a whole, and quotes inside are written twice:"
            + " \"the \"\"stop\"\" sign\".",
        getCause());
  }
}
