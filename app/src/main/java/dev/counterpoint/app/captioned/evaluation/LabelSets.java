package dev.counterpoint.app.captioned.evaluation;

import dev.counterpoint.datasets.text.labels.Label;
import dev.counterpoint.datasets.text.labels.LabelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Classes with the words of their prompts that come with the program. */
public final class LabelSets {

  /**
   * The groups of OpenMoji. The words of a group are the names of its subgroups, as Unicode's
   * {@code emoji-test.txt} and OpenMoji have them.
   */
  public static final String OPENMOJI_GROUPS = "openmoji-groups";

  private LabelSets() {}

  /** The names of all. */
  public static List<String> names() {
    return List.of(OPENMOJI_GROUPS);
  }

  /** The classes of a name in {@link #names}; several of one name are several prompts. */
  public static List<Label> named(String name) {
    try (InputStream in = LabelSets.class.getResourceAsStream("/labels/" + name + ".tsv")) {
      return LabelFile.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("the labels " + name + " are not readable", e);
    }
  }
}
