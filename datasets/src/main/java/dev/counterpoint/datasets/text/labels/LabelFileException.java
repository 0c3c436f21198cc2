package dev.counterpoint.datasets.text.labels;

import dev.counterpoint.datasets.CounterpointException;

/** A file of labels does not hold what it should. */
public final class LabelFileException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  LabelFileException(String problem) {
    super(
        problem,
        "A file of labels is UTF-8 text with a label a line, or LABEL<tab>WORDS a line, or JSON: a"
            + " list of labels, or an object {\"0\": \"label\", \"1\": ...}, also under the key"
            + " \"id2label\".");
  }
}
