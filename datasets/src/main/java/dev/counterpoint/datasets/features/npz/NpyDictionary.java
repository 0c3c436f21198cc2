package dev.counterpoint.datasets.features.npz;

import java.util.ArrayList;
import java.util.List;

/**
 * The dictionary of an NPY header, such as <code>{'descr': '&lt;f4', 'fortran_order': False,
 * 'shape': (3, 4), }</code>; strictly its three keys, once each, in any order.
 *
 * @param descriptor the type
 * @param columnsFirst {@code fortran_order}
 * @param shape the dimensions
 */
record NpyDictionary(String descriptor, boolean columnsFirst, List<Integer> shape) {

  /**
   * Reads the text of a header, with the spaces and the line's end that follow it.
   *
   * @throws NpzException if it is anything else
   */
  static NpyDictionary parse(String text, String where) {
    Parser parser = new Parser(text, where);
    String descriptor = null;
    Boolean columnsFirst = null;
    List<Integer> shape = null;
    parser.expect('{');
    while (!parser.take('}')) {
      String key = parser.string();
      parser.expect(':');
      boolean again =
          switch (key) {
            case "descr" -> descriptor != null;
            case "fortran_order" -> columnsFirst != null;
            case "shape" -> shape != null;
            default -> throw parser.error("an unknown key '%s'".formatted(key));
          };
      if (again) {
        throw parser.error("the key '%s' twice".formatted(key));
      }
      switch (key) {
        case "descr" -> descriptor = parser.descriptor();
        case "fortran_order" -> columnsFirst = parser.truth();
        default -> shape = parser.tuple();
      }
      if (!parser.take(',')) {
        parser.expect('}');
        break;
      }
    }
    parser.end();
    if (descriptor == null || columnsFirst == null || shape == null) {
      throw parser.error("one of 'descr', 'fortran_order' and 'shape' is missing");
    }
    return new NpyDictionary(descriptor, columnsFirst, shape);
  }

  private static final class Parser {

    private final String text;
    private final String where;
    private int at;

    Parser(String text, String where) {
      this.text = text;
      this.where = where;
    }

    void skip() {
      while (at < text.length() && " \n\t".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    boolean take(char c) {
      skip();
      boolean here = at < text.length() && text.charAt(at) == c;
      at += here ? 1 : 0;
      return here;
    }

    void expect(char c) {
      if (!take(c)) {
        throw error("expected '%s'".formatted(c));
      }
    }

    String string() {
      skip();
      char quote = at < text.length() ? text.charAt(at) : ' ';
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
        throw error("expected a text in quotes");
      }
      String inside = text.substring(at + 1, end);
      at = end + 1;
      return inside;
    }

    String descriptor() {
      if (take('[')) {
        throw new NpzException(
            where,
            "an array with named fields; only arrays of plain numbers are read",
            "Save each field as an array of its own.");
      }
      return string();
    }

    boolean truth() {
      skip();
      for (String word : List.of("True", "False")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw error("expected True or False");
    }

    List<Integer> tuple() {
      List<Integer> numbers = new ArrayList<>();
      boolean comma = true;
      expect('(');
      while (!take(')')) {
        if (!comma) {
          throw error("expected ',' or ')'");
        }
        numbers.add(number());
        comma = take(',');
      }
      if (numbers.size() == 1 && !comma) {
        // In Python (3) is a number; NumPy writes (3,).
        throw error("expected a tuple");
      }
      return numbers;
    }

    int number() {
      skip();
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      String digits = text.substring(start, at);
      if (digits.isEmpty() || digits.length() > 10) {
        throw error("expected a dimension from 0 to 2^31 - 1");
      }
      long value = Long.parseLong(digits);
      if (value > Integer.MAX_VALUE) {
        throw error("expected a dimension from 0 to 2^31 - 1");
      }
      // Python 2 wrote 3L.
      take('L');
      return (int) value;
    }

    void end() {
      skip();
      if (at < text.length()) {
        throw error("something follows the dictionary");
      }
    }

    NpzException error(String problem) {
      return new NpzException(
          where, "header, character %d: %s".formatted(at, problem), NpzReader.DAMAGED);
    }
  }
}
