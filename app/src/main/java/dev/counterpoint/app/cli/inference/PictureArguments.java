package dev.counterpoint.app.cli.inference;

import dev.counterpoint.inference.EncodedPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which pictures. */
final class PictureArguments {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE|FOLDER|-",
      description =
          "Pictures: PNG, JPEG, GIF or BMP of any size. Of a folder, all files with such names in it"
              + " and in its folders, sorted. - reads the names of files and folders from standard input,"
              + " one a line.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = {"-0", "--null"},
      description = "The names from standard input end with a zero byte, as find -print0 has them.")
  private boolean zeros;

  @Option(
      names = "--strict",
      description = "End at the first picture that cannot be read, instead of skipping it.")
  private boolean strict;

  /** Whether none is named. */
  boolean none() {
    return names.isEmpty();
  }

  /**
   * Counts a picture.
   *
   * @return whether it has a result; if not, it was reported and is skipped
   * @throws dev.counterpoint.datasets.CounterpointException its problem, with {@code --strict}
   */
  boolean count(EncodedPicture picture, SkippedFiles skipped) {
    if (picture.problem().isEmpty()) {
      skipped.good();
      return true;
    }
    if (strict) {
      throw picture.problem().get();
    }
    skipped.bad(picture.problem().get());
    return false;
  }

  /**
   * The files, found as they are taken.
   *
   * @param skipped is told of files that are left out for their names
   */
  Iterator<Path> files(SkippedFiles skipped) {
    if (names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "expected pictures: FILE, FOLDER, or - for names from standard input");
    }
    if (names.stream().filter("-"::equals).count() > 1) {
      throw new ParameterException(spec.commandLine(), "- can be there once only");
    }
    if (zeros && !names.contains("-")) {
      throw new ParameterException(spec.commandLine(), "--null needs - among the files");
    }
    return new PicturePaths(names, System.in, zeros, skipped);
  }
}
