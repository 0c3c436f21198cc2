package dev.counterpoint.inference.text;

import dev.counterpoint.datasets.CounterpointException;

/** Labels or prompts that no classes can be made of. */
public final class PromptException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private PromptException(String problem, String remedy) {
    super(problem, remedy);
  }

  static PromptException withoutPlace(String prompt) {
    return new PromptException(
        "the prompt '%s' has no {}, where the label goes".formatted(prompt),
        "Write it as \"a photo of a {}\".");
  }

  static PromptException labels(String problem) {
    return new PromptException(problem, "Name classes that differ, as --labels cat,dog,bird.");
  }
}
