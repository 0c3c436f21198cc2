package dev.counterpoint.datasets.text.labels;

import dev.counterpoint.datasets.UnreadableFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentences that a label is put into; the prompts of a class are all of them (Radford et al. 2021,
 * section 3.1.4, "Prompt engineering and ensembling").
 *
 * @param sentences each with {@code {}} once, where the label goes
 */
public record PromptTemplates(List<String> sentences) {

  private static final String PLACE = "{}";

  /**
   * Checks the sentences.
   *
   * @throws IllegalArgumentException if there is none, or one has not exactly one {@code {}}
   */
  public PromptTemplates {
    sentences = List.copyOf(sentences);
    if (sentences.isEmpty()) {
      throw new IllegalArgumentException("expected at least one template, found none");
    }
    for (String sentence : sentences) {
      if (places(sentence) != 1) {
        throw new IllegalArgumentException(
            "expected {} once in a template, found it %d times: %s"
                .formatted(places(sentence), sentence));
      }
    }
  }

  /**
   * Reads a file with a template a line.
   *
   * @throws TemplateFileException if the file holds something else; names the line
   * @throws UnreadableFileException if it is missing or cannot be read
   */
  public static PromptTemplates read(Path file) {
    List<String> lines = StrictText.lines(StrictText.read(file, TemplateFileException::new));
    if (lines.isEmpty()) {
      throw new TemplateFileException(file + ": expected at least one template, found none");
    }
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String sentence = lines.get(i).strip();
      String fault = StrictText.fault(sentence);
      if (fault == null && places(sentence) != 1) {
        fault = "it %d times: %s".formatted(places(sentence), sentence);
      }
      if (fault != null) {
        throw new TemplateFileException(
            "%s: line %d: expected a sentence with {} once, found %s"
                .formatted(file, i + 1, fault));
      }
      sentences.add(sentence);
    }
    return new PromptTemplates(sentences);
  }

  /** The prompts of a class, one a template. */
  public List<String> of(Label label) {
    return sentences.stream().map(sentence -> sentence.replace(PLACE, label.words())).toList();
  }

  private static int places(String sentence) {
    return sentence.split("\\{}", -1).length - 1;
  }
}
