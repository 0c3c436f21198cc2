package dev.counterpoint.datasets.text.shift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says a short English caption otherwise, by rules that keep what it means. */
final class Paraphrase {

  private static final List<String> OPENINGS =
      List.of(
          "a photo of",
          "a picture of",
          "an image of",
          "an image showing",
          "this picture shows",
          "a depiction of");

  private static final Pattern OPENING =
      Pattern.compile(
          "^(?:(?:an?|the|this) )?(?:photo(?:graph)?|picture|image|depiction)"
              + " (?:of|showing|shows|that shows) ",
          Pattern.CASE_INSENSITIVE);

  /** "A photo of there is a box" is no English. */
  private static final Pattern THERE =
      Pattern.compile("^there (?:is|are) ", Pattern.CASE_INSENSITIVE);

  private static final Pattern ADJECTIVE =
      Pattern.compile(
          "\\b(an?|the) (red|green|blue|yellow|black|white|brown|orange|purple|pink|gr[ae]y|wooden"
              + "|empty|wet|striped) ([a-z]{3,})(?=$|[.,;]| (?:in|on|at|near|under|with|and|is"
              + "|next|behind|above|below)\\b)");

  /** Of equal meaning and number; all begin with a consonant, for the articles in front of them. */
  private static final Map<String, List<String>> SYNONYMS = synonyms();

  private Paraphrase() {}

  static String of(String caption, int strength, SplittableRandom random) {
    String text = caption.strip();
    Matcher opening = OPENING.matcher(text);
    String old = opening.find() ? opening.group().strip().toLowerCase(Locale.ROOT) : "";
    String body = old.isEmpty() ? text : text.substring(opening.end());
    body = THERE.matcher(body).replaceFirst("");
    for (int change = 1; change < strength; change++) {
      body = changed(body, random);
    }
    List<String> others = OPENINGS.stream().filter(o -> !o.equals(old)).toList();
    return others.get(random.nextInt(others.size())) + " " + uncapitalized(body);
  }

  /** Carries out one change of those that fit, if any. */
  private static String changed(String text, SplittableRandom random) {
    List<String> choices = new ArrayList<>();
    String[] words = text.split(" ");
    for (int i = 0; i < words.length; i++) {
      for (String synonym : SYNONYMS.getOrDefault(words[i].toLowerCase(Locale.ROOT), List.of())) {
        String[] other = words.clone();
        other[i] = Character.isUpperCase(words[i].charAt(0)) ? capitalized(synonym) : synonym;
        choices.add(String.join(" ", other));
      }
    }
    Matcher adjective = ADJECTIVE.matcher(text);
    while (adjective.find()) {
      String noun = adjective.group(3);
      // "The white wines" would want "are", and "a red and white ball" is no noun at all.
      if (!noun.endsWith("s") && !noun.equals("and")) {
        String article = adjective.group(1).equals("the") ? "the" : article(noun);
        choices.add(
            text.substring(0, adjective.start())
                + "%s %s that is %s".formatted(article, noun, adjective.group(2))
                + text.substring(adjective.end()));
      }
    }
    return choices.isEmpty() ? text : choices.get(random.nextInt(choices.size()));
  }

  private static String article(String noun) {
    return "aeiou".indexOf(noun.charAt(0)) >= 0 ? "an" : "a";
  }

  private static String capitalized(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** Articles only: a name keeps its capital. */
  private static String uncapitalized(String text) {
    boolean article = text.matches("(?s)(?:An?|The|Two|Three|Some|Several) .*");
    return article ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }

  private static Map<String, List<String>> synonyms() {
    Map<String, List<String>> table = new HashMap<>();
    List<List<String>> rows =
        List.of(
            List.of("big", "large"),
            List.of("small", "little"),
            List.of("near", "close to"),
            List.of("beside", "next to"),
            List.of("woman", "lady"),
            List.of("child", "kid"),
            List.of("children", "kids"),
            List.of("bicycle", "bike"),
            List.of("motorcycle", "motorbike"),
            List.of("sofa", "couch"),
            List.of("television", "tv"),
            List.of("road", "street"),
            List.of("several", "multiple"),
            List.of("quick", "fast"),
            List.of("towards", "toward"),
            List.of("gray", "grey"),
            List.of("photos", "pictures"));
    for (List<String> row : rows) {
      for (String word : row) {
        List<String> others = row.stream().filter(other -> !other.equals(word)).toList();
        table.put(word, others);
      }
    }
    return Map.copyOf(table);
  }
}
