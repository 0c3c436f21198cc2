package dev.counterpoint.datasets.captioned.tar;

/** Names of entries. Nothing is ever unpacked, but keys are shown, compared and made into files. */
final class EntryName {

  private EntryName() {}

  /**
   * The name without {@code ./} before it.
   *
   * @throws TarFormatException if it is empty, absolute, leaves its folder, or holds control
   *     characters
   */
  static String checked(String name, TarHeader header) {
    String rest = name;
    while (rest.startsWith("./")) {
      rest = rest.substring(2);
    }
    boolean folderItself = rest.isEmpty() && name.endsWith("/") || name.equals(".");
    String problem = folderItself ? null : problem(rest);
    if (problem != null) {
      throw header.error(
          "the name \"%s\" %s".formatted(shown(name), problem),
          "Such a tar is broken or made to do harm. Make it anew from within its folder.");
    }
    return folderItself ? "./" : rest;
  }

  private static String problem(String name) {
    if (name.isEmpty()) {
      return "is empty";
    }
    if (name.length() > TarScanner.LONGEST_NAME) {
      return "is longer than %d characters".formatted(TarScanner.LONGEST_NAME);
    }
    boolean drive =
        name.length() > 1 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0));
    if (drive && (name.length() == 2 || isSeparator(name.charAt(2)))
        || isSeparator(name.charAt(0))) {
      return "is absolute";
    }
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || isSeparator(name.charAt(i))) {
        if (i - start == 2 && name.startsWith("..", start)) {
          return "leads out of its folder";
        }
        start = i + 1;
      } else if (Character.isISOControl(name.charAt(i))) {
        return "holds control characters";
      }
    }
    return null;
  }

  private static boolean isSeparator(char c) {
    return c == '/' || c == '\\';
  }

  private static String shown(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= 100 ? printable : printable.substring(0, 100) + "...";
  }
}
