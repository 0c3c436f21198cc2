package dev.counterpoint.datasets.captioned.shard;

import java.util.ArrayList;
import java.util.List;

/**
 * Names with braces, as shells and WebDataset write many at once: {@code {a,b}}, {@code {000..010}}
 * with the zeros kept, {@code {0..10..5}}, one within another, several side by side.
 *
 * <p>As in shells, braces with neither a comma nor a range stand for themselves.
 */
public final class BraceExpansion {

  /** Names that one expression may stand for. */
  public static final int MOST = 100_000;

  private static final int LONGEST = 4_096;

  private final String source;

  private BraceExpansion(String source) {
    this.source = source;
  }

  /**
   * Expands.
   *
   * @return the names, in the order in which they are written; at least one
   * @throws ShardSourceException if a brace has no partner, a range is wrong, or there would be
   *     more than {@link #MOST} names
   */
  public static List<String> expand(String source) {
    BraceExpansion expansion = new BraceExpansion(source);
    if (source.length() > LONGEST) {
      throw expansion.error("longer than %d characters".formatted(LONGEST));
    }
    return expansion.all(source);
  }

  private List<String> all(String text) {
    List<String> names = List.of("");
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '}') {
        throw error(
            "a closing brace without one that opens, before \"%s\""
                .formatted(text.substring(at + 1)));
      }
      List<String> next;
      int end;
      if (c == '{') {
        end = partner(text, at);
        next = inside(text.substring(at + 1, end - 1));
      } else {
        end = at;
        while (end < text.length() && text.charAt(end) != '{' && text.charAt(end) != '}') {
          end++;
        }
        next = List.of(text.substring(at, end));
      }
      names = product(names, next);
      at = end;
    }
    return names;
  }

  private List<String> product(List<String> starts, List<String> ends) {
    check((long) starts.size() * ends.size());
    List<String> names = new ArrayList<>(starts.size() * ends.size());
    for (String start : starts) {
      for (String end : ends) {
        names.add(start + end);
      }
    }
    return names;
  }

  private int partner(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    throw error("no closing brace for \"%s\"".formatted(text.substring(open)));
  }

  private List<String> inside(String text) {
    List<String> parts = parts(text);
    if (parts.size() == 1) {
      List<String> range = range(text);
      return range != null ? range : product(product(List.of("{"), all(text)), List.of("}"));
    }
    List<String> names = new ArrayList<>();
    for (String part : parts) {
      names.addAll(all(part));
      check(names.size());
    }
    return names;
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** Null where it is no range. */
  private List<String> range(String text) {
    String[] parts = text.split("\\.\\.", -1);
    if (parts.length < 2 || text.indexOf('{') >= 0) {
      return null;
    }
    if (parts.length > 3) {
      throw error(
          "{%s} is no range; expected {FIRST..LAST} or {FIRST..LAST..STEP}".formatted(text));
    }
    long first = number(parts[0], text);
    long last = number(parts[1], text);
    long step = parts.length == 3 ? number(parts[2], text) : 1;
    if (step == 0) {
      throw error("the step of {%s} is 0".formatted(text));
    }
    step = Math.abs(step);
    long count = Math.abs(last - first) / step + 1;
    check(count);
    boolean padded = isPadded(parts[0]) || isPadded(parts[1]);
    int width = padded ? Math.max(parts[0].length(), parts[1].length()) : 1;
    List<String> names = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      long value = first + (last < first ? -i : i) * step;
      names.add(("%0" + width + "d").formatted(value));
    }
    return names;
  }

  private static boolean isPadded(String number) {
    String digits = number.startsWith("-") ? number.substring(1) : number;
    return digits.length() > 1 && digits.startsWith("0");
  }

  private long number(String digits, String range) {
    if (!digits.matches("-?[0-9]{1,15}")) {
      throw error(
          "\"%s\" in {%s} is not a whole number of up to 15 digits".formatted(digits, range));
    }
    return Long.parseLong(digits);
  }

  private void check(long count) {
    if (count > MOST) {
      throw error("more than %d names".formatted(MOST));
    }
  }

  private ShardSourceException error(String problem) {
    return new ShardSourceException(
        source, problem, "Write as in train-{000..010}.tar or {train,more}.tar, or give a folder.");
  }
}
