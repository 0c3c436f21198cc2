package dev.counterpoint.datasets.text.labels;

import dev.counterpoint.datasets.CounterpointException;

/** A file of prompt templates does not hold what it should. */
public final class TemplateFileException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  TemplateFileException(String problem) {
    super(
        problem,
        "A file of templates is UTF-8 text with a sentence a line, each with {} where the label"
            + " goes: a photo of a {}.");
  }
}
