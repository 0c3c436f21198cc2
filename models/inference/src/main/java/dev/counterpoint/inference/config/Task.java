package dev.counterpoint.inference.config;

import java.util.Arrays;
import java.util.Optional;

/** What a model is for, by the names that Hugging Face has for it. */
public enum Task {
  /** Classes are embeddings of their prompts; a picture has the class with the nearest. */
  ZERO_SHOT("zero-shot-image-classification"),
  /** The model gives a logit for each class. */
  CLASSIFICATION("image-classification"),
  /** Features only, no classes. */
  FEATURES("image-feature-extraction");

  private final String text;

  Task(String text) {
    this.text = text;
  }

  /** As it stands in {@code config.json}. */
  public String text() {
    return text;
  }

  static Optional<Task> of(String text) {
    return Arrays.stream(values()).filter(task -> task.text.equals(text)).findFirst();
  }
}
