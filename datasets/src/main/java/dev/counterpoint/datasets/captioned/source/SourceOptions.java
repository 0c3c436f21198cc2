package dev.counterpoint.datasets.captioned.source;

import dev.counterpoint.datasets.picture.file.PictureReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a person says about a data set; whatever is not said is found.
 *
 * @param imageColumn the column of the picture's path, or of its bytes
 * @param captionColumns the columns of captions; empty: found by their names
 * @param labelColumn a column whose value is given as the field {@value #LABEL} too
 * @param where rows that do not meet all of them are left out
 * @param imageFolder the folder that paths of pictures are relative to, and that none may leave
 * @param limits how large pictures may be
 */
public record SourceOptions(
    Optional<String> imageColumn,
    List<String> captionColumns,
    Optional<String> labelColumn,
    List<Condition> where,
    Optional<Path> imageFolder,
    PictureReader.Limits limits) {

  /** The field that holds the value of the label column. */
  public static final String LABEL = "label";

  /** Copies the lists. */
  public SourceOptions {
    captionColumns = List.copyOf(captionColumns);
    where = List.copyOf(where);
  }

  /** Nothing said. */
  public static SourceOptions standard() {
    return new SourceOptions(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        PictureReader.Limits.standard());
  }

  /** The same with the column of pictures. */
  public SourceOptions withImageColumn(String column) {
    return new SourceOptions(
        Optional.of(column), captionColumns, labelColumn, where, imageFolder, limits);
  }

  /** The same with the columns of captions. */
  public SourceOptions withCaptionColumns(String... columns) {
    return new SourceOptions(
        imageColumn, List.of(columns), labelColumn, where, imageFolder, limits);
  }

  /** The same with the column of labels. */
  public SourceOptions withLabelColumn(String column) {
    return new SourceOptions(
        imageColumn, captionColumns, Optional.of(column), where, imageFolder, limits);
  }

  /**
   * The same with other conditions.
   *
   * @param conditions as in {@link Condition#parse}
   * @throws IllegalArgumentException if one is not a condition
   */
  public SourceOptions withWhere(String... conditions) {
    List<Condition> parsed = List.of(conditions).stream().map(Condition::parse).toList();
    return new SourceOptions(imageColumn, captionColumns, labelColumn, parsed, imageFolder, limits);
  }

  /** The same with the folder of the pictures. */
  public SourceOptions withImageFolder(Path folder) {
    return new SourceOptions(
        imageColumn, captionColumns, labelColumn, where, Optional.of(folder), limits);
  }

  /** The same with other limits. */
  public SourceOptions withLimits(PictureReader.Limits other) {
    return new SourceOptions(imageColumn, captionColumns, labelColumn, where, imageFolder, other);
  }
}
