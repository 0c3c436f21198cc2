package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The statements of a shard, without their pictures. */
final class StatementReader {

  private StatementReader() {}

  /**
   * Reads all.
   *
   * @return those that can be used, in their order
   */
  static List<Statement> read(CaptionedPictures pictures, BadStatements bad) {
    List<Statement> statements = new ArrayList<>(pictures.size());
    for (int i = 0; i < pictures.size(); i++) {
      try {
        statements.add(read(i, pictures.key(i), pictures.description(i)));
      } catch (BadExampleException e) {
        bad.add(e);
      }
    }
    return statements;
  }

  private static Statement read(int index, String key, Description description) {
    Map<String, String> fields = description.fields();
    String label = fields.get("label");
    if (label == null) {
      throw bad(key, "there is no .json with a label");
    }
    if (!label.equals("true") && !label.equals("false")) {
      String shown = label.length() > 50 ? label.substring(0, 50) : label;
      throw bad(key, "the label is '%s'; expected true or false".formatted(shown));
    }
    String identifier = fields.getOrDefault("identifier", "");
    if (!identifier.matches("[0-9]{1,9}-[0-9]{1,9}")) {
      String shown = identifier.length() > 50 ? identifier.substring(0, 50) : identifier;
      throw bad(key, "the identifier is '%s'; expected SENTENCE-PICTURE".formatted(shown));
    }
    String group = identifier.substring(0, identifier.indexOf('-'));
    String sentence = description.captions().get(0);
    return new Statement(index, sentence, group, identifier, label.equals("true"));
  }

  private static BadExampleException bad(String key, String detail) {
    return new BadExampleException(BadExampleReason.RECORD_UNUSABLE, key, detail, null);
  }
}
