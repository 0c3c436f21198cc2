package dev.counterpoint.datasets.text.shift;

import java.util.SplittableRandom;

/** Slips of the fingers on a QWERTY keyboard; only letters a to z are touched. */
final class Typos {

  private static final String[] ROWS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

  private Typos() {}

  static String in(String caption, double probability, SplittableRandom random) {
    StringBuilder typed = new StringBuilder(caption.length() + 8);
    int letters = 0;
    for (int i = 0; i < caption.length(); i++) {
      char c = caption.charAt(i);
      if (!isLetter(c) || random.nextDouble() >= probability) {
        typed.append(c);
        continue;
      }
      letters++;
      boolean more = i + 1 < caption.length() && isLetter(caption.charAt(i + 1));
      switch (random.nextInt(4)) {
        case 0 -> {
          if (more) {
            typed.append(caption.charAt(++i));
          }
          typed.append(c);
        }
        case 1 -> {
          // The only letter of a word stays, or "a" would become nothing.
          if (more || typed.length() > 0 && isLetter(typed.charAt(typed.length() - 1))) {
            continue;
          }
          typed.append(c);
        }
        case 2 -> typed.append(c).append(c);
        default -> typed.append(neighbour(c, random));
      }
    }
    return letters == 0 || typed.toString().isBlank() ? caption : typed.toString();
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static char neighbour(char letter, SplittableRandom random) {
    char lower = Character.toLowerCase(letter);
    for (String row : ROWS) {
      int place = row.indexOf(lower);
      if (place >= 0) {
        int side = random.nextBoolean() ? 1 : -1;
        int other = place + side < 0 || place + side == row.length() ? place - side : place + side;
        char typed = row.charAt(other);
        return lower == letter ? typed : Character.toUpperCase(typed);
      }
    }
    throw new IllegalStateException("no key of " + letter);
  }
}
