package dev.counterpoint.datasets.captioned.table;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What stands between the cells of a table. */
enum Separator {
  TAB('\t'),
  COMMA(','),
  SEMICOLON(';'),
  PIPE('|');

  private final char character;

  Separator(char character) {
    this.character = character;
  }

  char character() {
    return character;
  }

  /**
   * The separator of a header: the one that belongs to the file's ending if the header has it,
   * otherwise the one that it has most of.
   */
  static Separator of(String header, String file) {
    Separator usual = file.toLowerCase(Locale.ROOT).endsWith(".csv") ? COMMA : TAB;
    if (usual.count(header) > 0) {
      return usual;
    }
    Separator best = usual;
    for (Separator other : values()) {
      if (other.count(header) > best.count(header)) {
        best = other;
      }
    }
    return best;
  }

  /** The cells of a header, as far as can be told without reading quotes. */
  List<String> split(String header) {
    return Stream.of(header.split(String.valueOf("\\" + character), -1))
        .map(cell -> cell.replace("\"", ""))
        .toList();
  }

  private int count(String header) {
    boolean quoted = false;
    int count = 0;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == character && !quoted) {
        count++;
      }
    }
    return count;
  }
}
