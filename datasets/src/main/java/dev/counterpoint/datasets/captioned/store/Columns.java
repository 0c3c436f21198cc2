package dev.counterpoint.datasets.captioned.store;

import dev.counterpoint.datasets.captioned.source.ColumnNotFoundException;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the columns of a table are.
 *
 * @param image index of the column of pictures
 * @param captions indices of the columns of captions
 * @param fields indices of the others, and of the label's once more at the end
 * @param fieldNames names of those
 * @param conditions index of the column of each condition
 */
public record Columns(
    int image,
    List<Integer> captions,
    List<Integer> fields,
    List<String> fieldNames,
    List<Integer> conditions) {

  private static final List<String> IMAGES =
      List.of(
          "image",
          "filename",
          "file_name",
          "image_name",
          "filepath",
          "file_path",
          "image_path",
          "path",
          "image_file",
          "picture",
          "file",
          "img",
          "img_path");
  private static final List<String> CAPTIONS =
      List.of(
          "caption",
          "captions",
          "text",
          "title",
          "sentence",
          "sentences",
          "annotation",
          "description",
          "comment",
          "alt_text",
          "raw",
          "prompt");
  private static final Pattern NUMBERED_CAPTION =
      Pattern.compile("(caption|text|sentence|comment)[_ -]?\\d+");

  /** Copies the lists. */
  public Columns {
    captions = List.copyOf(captions);
    fields = List.copyOf(fields);
    fieldNames = List.copyOf(fieldNames);
    conditions = List.copyOf(conditions);
  }

  /** Whether there are names that are usual for pictures and for captions. */
  public static boolean holdsUsual(List<String> names) {
    return firstUsual(names, IMAGES) >= 0 && !usualCaptions(names).isEmpty();
  }

  /**
   * Finds the columns.
   *
   * @param file for messages
   * @param names of all columns, in their order
   * @throws ColumnNotFoundException if one that was named, or that is needed, is not there
   */
  public static Columns find(String file, List<String> names, SourceOptions options) {
    int image =
        options
            .imageColumn()
            .map(name -> named(file, name, names))
            .orElseGet(() -> firstUsual(names, IMAGES));
    if (image < 0) {
      throw ColumnNotFoundException.unnamed(file, "pictures", IMAGES, names);
    }
    List<Integer> captions =
        options.captionColumns().isEmpty()
            ? usualCaptions(names)
            : options.captionColumns().stream()
                .map(name -> named(file, name, names))
                .distinct()
                .toList();
    if (captions.isEmpty()) {
      throw ColumnNotFoundException.unnamed(file, "captions", CAPTIONS, names);
    }
    List<Integer> fields = new ArrayList<>();
    List<String> fieldNames = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (i != image && !captions.contains(i)) {
        fields.add(i);
        fieldNames.add(names.get(i));
      }
    }
    if (options.labelColumn().isPresent()) {
      fields.add(named(file, options.labelColumn().get(), names));
      fieldNames.add(SourceOptions.LABEL);
    }
    List<Integer> conditions =
        options.where().stream().map(where -> named(file, where.column(), names)).toList();
    return new Columns(image, captions, fields, fieldNames, conditions);
  }

  private static List<Integer> usualCaptions(List<String> names) {
    List<Integer> numbered =
        IntStream.range(0, names.size())
            .filter(i -> NUMBERED_CAPTION.matcher(plain(names.get(i))).matches())
            .boxed()
            .toList();
    int first = firstUsual(names, CAPTIONS);
    if (first < 0) {
      return numbered;
    }
    // "text" beside "caption_1": both are captions; "title" beside "caption" is a field.
    List<Integer> all = new ArrayList<>(List.of(first));
    all.addAll(numbered);
    return all;
  }

  private static int firstUsual(List<String> names, List<String> usual) {
    List<String> plain = names.stream().map(Columns::plain).toList();
    return usual.stream().mapToInt(plain::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
  }

  private static int named(String file, String name, List<String> names) {
    int exact = names.indexOf(name);
    if (exact >= 0) {
      return exact;
    }
    return IntStream.range(0, names.size())
        .filter(i -> names.get(i).strip().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(() -> ColumnNotFoundException.named(file, name, names));
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
